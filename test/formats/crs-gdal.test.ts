import { spawnSync } from 'node:child_process'
import { inflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import epsg from '../../data/epsg/epsg.json'
import { missingShiftM, toLonLatFrom } from '../../src/formats/crs'

const hasGdal = spawnSync('projinfo', ['EPSG:4326', '-o', 'PROJ', '-q']).status === 0

const metres = ([lon, lat]: number[], [lon2, lat2]: number[]) =>
  Math.hypot((((lon - lon2 + 540) % 360) - 180) * 111_320 * Math.cos((lat * Math.PI) / 180), (lat - lat2) * 111_132)

/** What GDAL makes of places; unknown ones are left out by the caller. */
function transformed(from: string, to: string, places: number[][]): number[][] {
  const input = places.map((place) => place.join(' ')).join('\n')
  const { stdout } = spawnSync('gdaltransform', ['-s_srs', from, '-t_srs', to, '-output_xy'], {
    input,
    encoding: 'utf8',
  })
  const lines = stdout.trim().split('\n')
  return lines.length === places.length ? lines.map((line) => line.trim().split(/\s+/).map(Number)) : []
}

/** WKT 1 of GDAL and of Esri, and WKT 2, of a code. */
function textsOf(code: string): { form: string; wkt: string }[] {
  return ['WKT1_GDAL', 'WKT1_ESRI', 'WKT2:2019'].flatMap((form) => {
    const { stdout, status } = spawnSync('projinfo', [code, '-o', form, '-q', '--single-line'], { encoding: 'utf8' })
    const wkt = stdout.trim()
    return status === 0 && wkt !== '' && !wkt.startsWith('Error') ? [{ form, wkt }] : []
  })
}

/** Every 30th code of the table, and those that planners of several countries meet. */
function codesToTry(): number[] {
  const packed = Uint8Array.from(atob(epsg.packed), (character) => character.charCodeAt(0))
  const lines = new TextDecoder().decode(inflateSync(packed)).split('\n')
  const codes = lines.filter((line) => line[0] !== '@').map((line) => Number(line.split(' ')[0]))
  const national = [
    2326, 2039, 27700, 5514, 31467, 31370, 28992, 2056, 21781, 4547, 2435, 3826, 2154, 25832, 5070, 2227, 3067, 2180,
  ]
  const every = codes.filter((_, i) => i % Math.floor(codes.length / 190) === 7)
  return [...new Set([...national, ...every])].slice(0, 200)
}

describe.skipIf(!hasGdal)('systems beside gdaltransform (skipped without GDAL)', () => {
  it('200 codes by EPSG, WKT 1 and WKT 2 agree within 2 m, or say what is missing', { timeout: 240_000 }, () => {
    const wrong: string[] = []
    let compared = 0
    const tried = codesToTry()
    expect(tried.length).toBe(200)
    for (const code of tried) {
      const name = `EPSG:${code}`
      const texts = textsOf(name)
      const box = /BBOX\[([^\]]*)\]/
        .exec(texts.find(({ form }) => form === 'WKT2:2019')?.wkt ?? '')?.[1]
        .split(',')
        .map(Number)
      if (!box) continue
      const [south, west, north, east] = box
      const wide = east < west ? east + 360 : east
      const places = [0.5, 0.35].map((t) => [
        ((west + (wide - west) * t + 540) % 360) - 180,
        south + (north - south) * t,
      ])
      const xy = transformed('EPSG:4326', name, places)
      const back = xy.every((one) => one.every(Number.isFinite)) ? transformed(name, 'EPSG:4326', xy) : []
      for (const { form, wkt } of [{ form: 'EPSG', wkt: name }, ...texts]) {
        const missing = missingShiftM(wkt)
        let to: ReturnType<typeof toLonLatFrom>
        try {
          to = toLonLatFrom(wkt, 'a')
        } catch {
          // Refused by name: no wrong place.
          continue
        }
        back.forEach((place, i) => {
          compared++
          const off = metres(place, to(xy[i][0], xy[i][1]))
          if (!(off <= 2) && !(off <= 2 * missing)) wrong.push(`${name} ${form}: ${off.toFixed(1)} m, told ${missing}`)
        })
      }
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(1200)
  })
})
