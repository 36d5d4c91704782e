import { reportCharts } from './charts/charts'
import { standaloneSvg } from './charts/svg'
import { reportModel } from './model'
import { renderModel } from './render-report'
import type { ReportData } from './report-data'

/** One file of a report, by its name in the output folder. */
export interface ReportFile {
  name: string
  content: string | Uint8Array
}

/** Everything that `gigaplan report` writes: report.html and charts/*.svg. The same input makes the same bytes. */
export function reportFiles(data: ReportData): ReportFile[] {
  const model = reportModel(data)
  return [
    { name: 'report.html', content: renderModel(model) },
    ...reportCharts(model, model.lang).map(({ id, svg }) => ({
      name: `charts/${id}.svg`,
      content: standaloneSvg(svg),
    })),
  ]
}
