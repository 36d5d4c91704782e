import { clientScript, clientStyle } from './client-bundle'
import { escaped } from './escaped'
import { predictRows } from './layer'
import type { ReportModel } from './model'
import { packPayload } from './payload'
import { reportBody } from './sections/body'
import { reportTitle } from './sections/head'

/**
 * The report as one self-contained HTML page: text, charts and first table rows stand in the markup, the map and the rest
 * travel packed and are drawn by the page's script. Opens from disk; asks nothing of the network.
 * @returns HTML
 */
export async function renderModel(model: ReportModel): Promise<string> {
  const packed = await packPayload({
    ...model,
    layers: model.layers.map((layer) => ({ ...layer, values: predictRows(layer) })),
  })
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
  return `<!doctype html>
<html lang="${model.lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="gigaplan ${escaped(model.summary.gigaplan)}">
<link rel="icon" href="data:,">
<title>${escaped(reportTitle(model, model.lang))}</title>
<style>${clientStyle}</style>
</head>
<body class="no-script">
<div id="report">${reportBody(model, model.lang)}</div>
<script type="text/plain" id="payload">${packed}</script>
<script>${clientScript}</script>
</body>
</html>
`
}
