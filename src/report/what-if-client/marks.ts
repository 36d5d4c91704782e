import type { WhatIfStation } from '../../index'
import type { MapPaint } from '../client/map'

/** A corner in frame units. */
export type Corner = [x: number, y: number]

export interface ForbiddenArea {
  number: number
  corners: Corner[]
  ring: [lon: number, lat: number][]
}

/** What lies on the map above the ground. */
export interface Marks {
  stations: readonly WhatIfStation[]
  /** Frame units of the stations, in the same order. */
  places: Corner[]
  trial: { place: Corner; from: Corner | null; id: number } | null
  areas: ForbiddenArea[]
  /** Corners of the area that is being drawn. */
  drawing: Corner[]
  path: Corner[]
}

const COLOURS: Record<string, string> = {
  village: '#7b3294',
  coverage: '#e0529c',
  capacity: '#8a7bd8',
  density: '#b9aef0',
}
const EDITED = '#ffb000'

/** How large a station is drawn, CSS pixels: the fewer there are, the larger. */
export function sizeAt(scale: number, frameWidth: number, count: number): number {
  return Math.min(8, Math.max(count < 500 ? 6 : 2.4, scale * frameWidth * 0.002))
}

export function drawMarks(paint: MapPaint, marks: Marks, frameWidth: number): void {
  const { context, at, width, height } = paint
  const size = sizeAt(paint.scale, frameWidth, marks.stations.length)
  for (const { corners } of marks.areas) {
    outline(paint, corners, true)
    context.fillStyle = 'rgba(30,30,30,.28)'
    context.fill()
    context.strokeStyle = '#1d1d1d'
    context.lineWidth = 2
    context.setLineDash([7, 4])
    context.stroke()
    context.setLineDash([])
  }
  const groups = new Map<string, Path2D>()
  marks.stations.forEach((station, i) => {
    if (station.id === marks.trial?.id) return
    const [x, y] = at(...marks.places[i])
    if (x < -9 || y < -9 || x > width + 9 || y > height + 9) return
    const colour = station.edited ? EDITED : COLOURS[station.reason]
    let path = groups.get(colour)
    if (!path) groups.set(colour, (path = new Path2D()))
    diamond(path, x, y, station.edited ? size + 1.5 : size)
  })
  for (const [colour, path] of groups) {
    context.fillStyle = colour
    context.fill(path)
    context.strokeStyle = size > 3.4 ? 'rgba(20,24,30,.9)' : 'rgba(20,24,30,.55)'
    context.lineWidth = size > 3.4 ? 1 : 0.4
    context.stroke(path)
  }
  if (marks.drawing.length > 0) {
    outline(paint, marks.drawing, false)
    context.strokeStyle = '#1d1d1d'
    context.lineWidth = 2
    context.stroke()
    for (const corner of marks.drawing) dot(paint, corner, '#1d1d1d')
  }
  if (marks.path.length > 0) {
    outline(paint, marks.path, false)
    context.strokeStyle = '#fff'
    context.lineWidth = 5
    context.stroke()
    context.strokeStyle = '#c0392b'
    context.lineWidth = 2.5
    context.stroke()
    for (const end of marks.path) dot(paint, end, '#c0392b')
  }
  if (marks.trial) drawTrial(paint, marks.trial, size)
}

function drawTrial(paint: MapPaint, { place, from }: NonNullable<Marks['trial']>, size: number): void {
  const { context, at } = paint
  if (from) {
    context.beginPath()
    context.moveTo(...at(...from))
    context.lineTo(...at(...place))
    context.strokeStyle = 'rgba(20,24,30,.8)'
    context.lineWidth = 1.5
    context.setLineDash([4, 4])
    context.stroke()
    context.setLineDash([])
    const ghost = new Path2D()
    diamond(ghost, ...at(...from), size)
    context.stroke(ghost)
  }
  const mark = new Path2D()
  const [x, y] = at(...place)
  diamond(mark, x, y, Math.max(7, size + 2))
  context.fillStyle = EDITED
  context.fill(mark)
  context.lineWidth = 2
  context.strokeStyle = '#14181e'
  context.stroke(mark)
  context.beginPath()
  context.arc(x, y, Math.max(13, size + 8), 0, 2 * Math.PI)
  context.lineWidth = 4
  context.strokeStyle = 'rgba(255,255,255,.9)'
  context.stroke()
  context.lineWidth = 2
  context.strokeStyle = '#14181e'
  context.stroke()
}

function diamond(path: Path2D, x: number, y: number, size: number): void {
  path.moveTo(x, y - size)
  path.lineTo(x + size, y)
  path.lineTo(x, y + size)
  path.lineTo(x - size, y)
  path.closePath()
}

function outline({ context, at }: MapPaint, corners: Corner[], closed: boolean): void {
  context.beginPath()
  for (const corner of corners) context.lineTo(...at(...corner))
  if (closed) context.closePath()
}

function dot({ context, at }: MapPaint, corner: Corner, colour: string): void {
  context.beginPath()
  context.arc(...at(...corner), 5, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = '#fff'
  context.stroke()
}
