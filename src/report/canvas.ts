import { drawText } from './glyphs'

/** A drawing of indexed colours. */
export interface Canvas {
  width: number
  height: number
  /** Index of each pixel's colour, row-major. */
  pixels: Uint8Array
  /** Colours by index, `#rrggbb`. */
  palette: string[]
}

/** A canvas in one colour. */
export function blank(width: number, height: number, colour: string): Canvas {
  return { width, height, pixels: new Uint8Array(width * height), palette: [colour] }
}

/** Index of a colour, added to the palette where it is new. */
export function inkOf({ palette }: Canvas, colour: string): number {
  const found = palette.indexOf(colour)
  return found >= 0 ? found : palette.push(colour) - 1
}

export function rectangle(canvas: Canvas, left: number, top: number, w: number, h: number, colour: string): void {
  const { width, height, pixels } = canvas
  const ink = inkOf(canvas, colour)
  for (let row = Math.max(0, top); row < Math.min(height, top + h); row++) {
    pixels.fill(ink, row * width + Math.max(0, left), row * width + Math.max(0, Math.min(width, left + w)))
  }
}

/** Writes a text with dots of `dots` pixels. */
export function label(canvas: Canvas, left: number, top: number, text: string, dots: number, colour: string): void {
  drawText(text, (column, row) => rectangle(canvas, left + column * dots, top + row * dots, dots, dots, colour))
}

/** Copies a drawing into another. */
export function paste(canvas: Canvas, drawing: Canvas, left: number, top: number): void {
  const inks = drawing.palette.map((colour) => inkOf(canvas, colour))
  for (let row = 0; row < drawing.height; row++) {
    const at = (top + row) * canvas.width + left
    for (let column = 0; column < drawing.width; column++) {
      canvas.pixels[at + column] = inks[drawing.pixels[row * drawing.width + column]]
    }
  }
}
