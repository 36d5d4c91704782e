import { reportCharts } from './charts/charts'
import { standaloneSvg } from './charts/svg'
import { reportModel } from './model'
import { pictureAsPng, pictureGeoreference } from './picture-png'
import { pictureAsSvg } from './picture-svg'
import { coveragePicture, gapsPicture, type PictureOptions, planPicture } from './pictures'
import { renderModel } from './render-report'
import type { ReportData } from './report-data'

/** One file of a report, by its name in the output folder. */
export interface ReportFile {
  name: string
  content: string | Uint8Array
}

/**
 * Everything that `gigaplan report` writes: report.html, charts/*.svg, and coverage, gaps and plan as .png (with a world file) and .svg. The same input
 * makes the same bytes.
 */
export function reportFiles(data: ReportData, options: PictureOptions = {}): ReportFile[] {
  const model = reportModel(data)
  const pictures = [
    { name: 'coverage', picture: coveragePicture(model, options) },
    { name: 'gaps', picture: gapsPicture(model, options) },
    ...(model.proposals.length > 0 ? [{ name: 'plan', picture: planPicture(model, options) }] : []),
  ]
  return [
    { name: 'report.html', content: renderModel(model) },
    ...reportCharts(model, model.lang).map(({ id, svg }) => ({
      name: `charts/${id}.svg`,
      content: standaloneSvg(svg),
    })),
    ...pictures.flatMap(({ name, picture }) => [
      { name: `${name}.png`, content: pictureAsPng(picture, name) },
      { name: `${name}.pgw`, content: pictureGeoreference(picture).world },
      { name: `${name}.png.aux.xml`, content: pictureGeoreference(picture).auxiliary },
      { name: `${name}.svg`, content: pictureAsSvg(picture, model.lang) },
    ]),
  ]
}
