import { extendedHataFarDb } from '../extended-hata'
import { freeSpaceLossDb } from '../free-space'
import { cost231HataDb, type HataEnvironment, type HataLink, okumuraHataDb, pathLossHata } from '../hata'
import { offsetFrom } from './clutter'
import { K4, type LossOverDistance, type ModelLink, NEAREST_M, type PathModel } from './path-model'

const FORMULAS = { hata: okumuraHataDb, cost231: cost231HataDb, extended: extendedHataFarDb }
/** The formulas begin at 100 m; within 40 m only the geometry counts (ERC Report 68), and no effective height. */
const FORMULA_M = 100
const GEOMETRY_M = 40

/** A model of the Hata family: urban in town, open in the country unless `environmentOf` says otherwise; over terrain with the effective height; never below free space. */
export function hataModel(
  variant: HataLink['variant'],
  environmentOf = ({ surroundings }: ModelLink): HataEnvironment => (surroundings === 'town' ? 'urban' : 'open'),
) {
  const loss = (link: ModelLink): LossOverDistance => {
    const { heightM, frequencyMhz, rxHeightM } = link
    const environment = environmentOf(link)
    const fixed = { variant, environment, frequencyMhz, baseHeightM: heightM, userHeightM: rxHeightM } as const
    return (distanceM) => {
      const d = Math.max(NEAREST_M, distanceM)
      return Math.max(pathLossHata({ ...fixed, distanceKm: d / 1000 }).lossDb, freeSpaceLossDb(d, frequencyMhz))
    }
  }
  const atHeightM =
    ({ surroundings, heightM: own, ...link }: ModelLink) =>
    (heightM: number): LossOverDistance => {
      const environment = environmentOf({ surroundings, heightM: own, ...link })
      const fixed = { environment, frequencyMhz: link.frequencyMhz, baseHeightM: heightM, userHeightM: link.rxHeightM }
      return (distanceM) => {
        const share = Math.min(1, Math.max(0, Math.log(distanceM / GEOMETRY_M) / Math.log(FORMULA_M / GEOMETRY_M)))
        return share * FORMULAS[variant]({ ...fixed, distanceKm: Math.max(distanceM, FORMULA_M) / 1000 })
      }
    }
  return {
    loss,
    terrain: (link) => ({ sweep: 'knife-edge', share: K4, atHeightM: atHeightM(link) }),
    clutter: (link) => offsetFrom(environmentOf(link)),
  } satisfies Partial<PathModel>
}
