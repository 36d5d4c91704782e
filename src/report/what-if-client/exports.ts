import { csvText, geojsonText, type Proposal, planFeatures, planKml, planRows } from '../../index'
import type { ProposalColumns } from '../../output/report-data'

export type ExportKind = 'csv' | 'geojson' | 'kml'

const TYPES: Record<ExportKind, string> = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  kml: 'application/vnd.google-earth.kml+xml',
}

/** The edited plan as the file that a run would write; fibre terminals stand in it as they did, ranked after the stations. */
export function planText(
  kind: ExportKind,
  proposals: Proposal[],
  terminals: ProposalColumns[],
  synthetic: boolean,
  peopleKnown: boolean,
): string {
  const first = Math.min(...terminals.map(({ rank }) => rank))
  const rows = [
    ...planRows(proposals, [], peopleKnown),
    ...terminals.map((row) => ({ ...row, rank: proposals.length + 1 + row.rank - first })),
  ] as ReturnType<typeof planRows>
  if (kind === 'csv') return csvText(rows as Record<string, unknown>[])
  if (kind === 'geojson') return geojsonText(planFeatures(rows), { members: { synthetic } })
  return planKml(rows, synthetic)
}

/** Hands a text to the browser as a download. */
export function download(name: string, text: string, kind: ExportKind): void {
  const url = URL.createObjectURL(new Blob([text], { type: TYPES[kind] }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
