declare module 'polylabel' {
  /** The inside point of a polygon that is farthest from its edge, to `precision`; `distance` is that far. */
  export default function polylabel(polygon: number[][][], precision?: number): number[] & { distance: number }
}
