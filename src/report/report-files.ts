import type { ReportData } from '../output/report-data'
import { reportCharts } from './charts/charts'
import { standaloneSvg } from './charts/svg'
import { reportModel } from './model'
import { pictureAsPng, pictureGeoreference } from './picture-png'
import { pictureAsSvg } from './picture-svg'
import { coveragePicture, gapsPicture, type PictureOptions, planPicture } from './pictures'
import { renderModel } from './render-report'

/** One file of a report, by its name in the output folder. */
export interface ReportFile {
  name: string
  content: string | Uint8Array
}

/**
 * Everything that `gigaplan report` writes: report.html, charts/*.svg, and coverage, gaps and plan as .png (with a world file) and .svg. The same input
 * makes the same bytes.
 */
export async function reportFiles(data: ReportData, options: PictureOptions = {}): Promise<ReportFile[]> {
  const model = reportModel(data)
  const pictures = [
    { name: 'coverage', picture: coveragePicture(model, options) },
    { name: 'gaps', picture: gapsPicture(model, options) },
    ...(model.proposals.length > 0 ? [{ name: 'plan', picture: planPicture(model, options) }] : []),
  ]
  const drawn = Promise.all(
    pictures.map(async ({ name, picture }) => {
      const [png, svg] = await Promise.all([pictureAsPng(picture, name), pictureAsSvg(picture, model.lang)])
      const { world, auxiliary } = pictureGeoreference(picture)
      return [
        { name: `${name}.png`, content: png },
        { name: `${name}.pgw`, content: world },
        { name: `${name}.png.aux.xml`, content: auxiliary },
        { name: `${name}.svg`, content: svg },
      ]
    }),
  )
  const [page, files] = await Promise.all([renderModel(model), drawn])
  return [
    { name: 'report.html', content: page },
    ...reportCharts(model, model.lang).map(({ id, svg }) => ({
      name: `charts/${id}.svg`,
      content: standaloneSvg(svg),
    })),
    ...files.flat(),
  ]
}
