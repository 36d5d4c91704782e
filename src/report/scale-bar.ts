/** The longest round length (1, 2 or 5 times a power of ten metres) of at most so many pixels, in metres. */
export function scaleLength(mostPixels: number, metresPerPixel: number): number {
  const most = mostPixels * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(most))
  return [5, 2, 1].map((m) => m * power).find((m) => m <= most) ?? power
}
