import type { ReportMap } from '../client/map'
import { plain } from '../numbers'
import type { Corner, ForbiddenArea } from './marks'
import type { Page } from './page'
import { toLonLat } from './session'

/** The areas where no station may stand, as they are drawn and listed. */
export interface Areas {
  /** Sets a corner of the area that is being drawn. */
  addCorner(corner: Corner): void
  /** A rectangle between two corners, while it is dragged out. */
  stretch(from: Corner, to: Corner, released: boolean): void
  /** Closes the area that is being drawn. */
  close(corners: Corner[]): void
  /** Forgets what is being drawn. */
  dropDrawing(): void
  /** Counts the plan's stations in each area anew. */
  count(): void
}

export function openAreas({ session, say, root, one, on }: Page, map: ReportMap): Areas {
  const { marks } = session

  function draw(corners: Corner[]): void {
    marks.drawing = corners
    map.redraw('marks')
  }
  function close(corners: Corner[]): void {
    if (corners.length >= 3) {
      const ring = corners.map((corner) => toLonLat(session, corner))
      marks.areas = [...marks.areas, { number: session.nextArea++, corners, ring }]
    }
    list()
    draw([])
  }
  function list(): void {
    one('[data-forbidden]').hidden = marks.areas.length === 0
    one('[data-areas]').innerHTML = marks.areas
      .map(
        ({ number }) =>
          `<li><b>${say('whatIf.area', { number: plain(number) })}</b> <span data-inside="${number}"></span> <button type="button" data-drop="${number}">${say('whatIf.drop')}</button></li>`,
      )
      .join('')
    count()
  }
  function count(): void {
    for (const area of marks.areas) {
      const stations = marks.places.filter((place) => contains(area, place)).length
      const place = root.querySelector(`[data-inside="${area.number}"]`)
      if (place) place.textContent = say('whatIf.inside', { count: plain(stations) })
    }
  }
  on(one('[data-areas]'), 'click', (event) => {
    const drop = (event.target as HTMLElement).closest<HTMLElement>('[data-drop]')
    if (!drop) return
    marks.areas = marks.areas.filter(({ number }) => number !== Number(drop.dataset.drop))
    list()
    map.redraw('marks')
  })
  list()
  return {
    addCorner: (corner) => draw([...marks.drawing, corner]),
    stretch([left, top], [right, bottom], released) {
      const corners: Corner[] = [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ]
      if (released) close(corners)
      else draw([...corners, corners[0]])
    },
    close,
    dropDrawing: () => draw([]),
    count,
  }
}

/** The even-odd rule. */
function contains({ corners }: ForbiddenArea, [x, y]: Corner): boolean {
  let odd = false
  corners.forEach(([ax, ay], i) => {
    const [bx, by] = corners[(i + 1) % corners.length]
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) odd = !odd
  })
  return odd
}
