import { blank, type Canvas, label, paste, rectangle } from './canvas'
import { drawable, textDots } from './glyphs'
import type { Picture } from './pictures'
import { encodePng } from './png'
import { scaleLength } from './scale-bar'

const PAPER = '#ffffff'
const INK = '#1a2530'
const WARM = '#9a5a00'

/** Typographic signs as the dot alphabet has them. */
const ascii = (text: string): string =>
  text
    .replaceAll(' … ', ' to ')
    .replaceAll('−', '-')
    .replaceAll(' · ', '   ')
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=')

/**
 * A picture as a PNG: title, map with the names of counties, legend, scale bar. The alphabet is built in and knows no other script
 * than ASCII: counties with other names get the number of their row in counties.csv, and the picture says so.
 * @param name of the file without its ending: the SVG beside it has all names
 */
export function pictureAsPng(picture: Picture, name: string): Promise<Uint8Array> {
  const { map, legend, title, notes, metresPerPixel, synthetic } = picture
  const { width } = map
  const { dots, line, head } = measuresOf(width)
  const texts = legend.map(({ text }) => ascii(text.en))
  const perItem = Math.max(...texts.map(textDots), 10) * dots + 3 * line
  const columns = Math.max(1, Math.min(legend.length, Math.floor((width - 2 * line) / perItem)))
  const rows = Math.ceil(legend.length / columns)
  const numbered = picture.labels.some((county) => !drawable(county.name))
  const canvas = blank(width, head + map.height + (rows + 4 + Number(numbered)) * line, PAPER)
  paste(canvas, map, 0, head)
  names(canvas, picture, head, dots)
  label(canvas, line, Math.round(line * 0.6), ascii(title.en), dots, INK)
  legend.forEach(({ colour }, i) => {
    const left = line + (i % columns) * perItem
    const top = head + map.height + line + Math.floor(i / columns) * line
    rectangle(canvas, left - 1, top - 1, 2 * line - 4 * dots + 2, 7 * dots + 2, '#8795a1')
    rectangle(canvas, left, top, 2 * line - 4 * dots, 7 * dots, colour)
    label(canvas, left + 2 * line, top, texts[i], dots, INK)
  })
  if (numbered) {
    const words = `Numbers: counties in the order of counties.csv. Their names are in ${name}.svg`
    label(canvas, line, canvas.height - 3 * line - dots, words, dots, INK)
  }
  const bottom = canvas.height - Math.round(1.7 * line)
  const metres = scaleLength(0.18 * width, metresPerPixel)
  const length = Math.round(metres / metresPerPixel)
  rectangle(canvas, line, bottom + 5 * dots, length, dots, INK)
  rectangle(canvas, line, bottom, dots, 6 * dots, INK)
  rectangle(canvas, line + length - dots, bottom, dots, 6 * dots, INK)
  const distance = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  label(canvas, line + length + 4 * dots, bottom, `${distance}   N up   ${ascii(notes.en)}`, dots, INK)
  if (synthetic) {
    const mark = 'SYNTHETIC DATA'
    label(canvas, width - line - textDots(mark) * dots, Math.round(line * 0.6), mark, dots, WARM)
  }
  const text = {
    Title: title.en,
    Software: `gigaplan ${picture.version}`,
    ...(synthetic ? { Comment: 'synthetic data' } : {}),
  }
  return encodePng(canvas.width, canvas.height, canvas.pixels, canvas.palette, text)
}

/** Size of a dot of the alphabet, height of a line and of the title above the map, pixels. */
function measuresOf(width: number): { dots: number; line: number; head: number } {
  const dots = Math.max(1, Math.round(width / 640))
  const line = 11 * dots
  return { dots, line, head: 2 * line }
}

/**
 * What places the PNG of a picture on the Earth: a world file (`.pgw`, six lines: size of a pixel, rotation, middle of the upper left pixel)
 * and GDAL's `.png.aux.xml`, which names the system that a world file cannot.
 */
export function pictureGeoreference({ map, metresPerPixel, corner }: Picture): { world: string; auxiliary: string } {
  const { head } = measuresOf(map.width)
  const left = corner.westM + metresPerPixel / 2
  const top = corner.northM + (head - 0.5) * metresPerPixel
  return {
    world: `${[metresPerPixel, 0, 0, -metresPerPixel, left, top].join('\n')}\n`,
    auxiliary: `<PAMDataset><SRS>${corner.crs}</SRS></PAMDataset>\n`,
  }
}

/** Names of counties on light plates; numbers where the alphabet lacks a sign of the name. Plates never cover each other. */
function names(canvas: Canvas, { labels }: Picture, top: number, dots: number): void {
  const taken: [number, number, number, number][] = []
  labels.forEach(({ name, x, y }, i) => {
    const text = drawable(name) ? name : String(i + 1)
    const [w, h] = [(textDots(text) + 4) * dots, 11 * dots]
    const [left, upper] = [Math.round(x - w / 2), Math.round(top + y - h / 2)]
    if (taken.some(([l, t, r, b]) => left < r && left + w > l && upper < b && upper + h > t)) return
    taken.push([left, upper, left + w, upper + h])
    rectangle(canvas, left, upper, w, h, INK)
    rectangle(canvas, left + 1, upper + 1, w - 2, h - 2, PAPER)
    label(canvas, left + 2 * dots, upper + 2 * dots, text, dots, INK)
  })
}
