import { reportCharts } from './charts/charts'
import { standaloneSvg } from './charts/svg'
import { reportModel } from './model'
import { paintCoverage, paintGaps, paintPlan } from './pictures'
import { renderModel } from './render-report'
import type { ReportData } from './report-data'

/** One file of a report, by its name in the output folder. */
export interface ReportFile {
  name: string
  content: string | Uint8Array
}

/** Everything that `gigaplan report` writes: report.html, charts/*.svg, coverage.png, gaps.png and plan.png. The same input makes the same bytes. */
export function reportFiles(data: ReportData): ReportFile[] {
  const model = reportModel(data)
  const pictures: ReportFile[] = [
    { name: 'coverage.png', content: paintCoverage(model) },
    { name: 'gaps.png', content: paintGaps(model) },
  ]
  if (model.proposals.length > 0) pictures.push({ name: 'plan.png', content: paintPlan(model) })
  return [
    { name: 'report.html', content: renderModel(model) },
    ...reportCharts(model, model.lang).map(({ id, svg }) => ({
      name: `charts/${id}.svg`,
      content: standaloneSvg(svg),
    })),
    ...pictures,
  ]
}
