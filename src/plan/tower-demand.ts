import type { Proposal } from './plan'

/** What the tower company asks for beyond the plan itself. */
export interface TowerDemandOptions {
  /** 电信企业: who asks. */
  operator?: string
  /** 分公司. */
  branch?: string
  /** 联系人. */
  contact?: string
  /** 允许偏离半径, m, of a new structure: 100 m in a town, 200 m in the country by default, by the band. */
  toleranceM?: number
}

/** Columns of the tower-demand sheet (铁塔需求表) of a province, in its order. */
export const TOWER_DEMAND_COLUMNS = [
  '需求编号',
  '电信企业',
  '分公司',
  '区县',
  '站点名称',
  '场景划分',
  '站点级别',
  '经度',
  '纬度',
  '详细地址',
  '覆盖范围描述',
  '允许偏离半径(米)',
  '交付时间要求(月)',
  '系统数',
  'BBU数',
  'RRU数',
  '天线挂高范围(m)',
  '天线方向角',
  '天线数',
  '联系人',
  '备注',
] as const

export type TowerDemandRow = Record<(typeof TOWER_DEMAND_COLUMNS)[number], string | number>

const REASONS: Record<Proposal['reason'], string> = {
  village: '行政村覆盖',
  coverage: '弱覆盖/覆盖空洞',
  capacity: '容量',
  density: '站点密度',
  'must-have': '必建站',
  quota: '区县或运营商指标',
}
/** Bands whose stations serve villages: the low ones. */
const LOW = new Set(['n28', 'n8', 'n5'])

/**
 * The stations of a plan as rows of the tower-demand sheet, which operators hand to the tower company. Terminals of fibre (`olt`) need no tower
 * and are left out. Delivery is asked for by the quarter's last month.
 */
export function towerDemandRows(
  proposals: readonly Proposal[],
  { operator = '', branch = '', contact = '', toleranceM }: TowerDemandOptions = {},
): TowerDemandRow[] {
  return proposals
    .filter((proposal) => proposal.kind === 'station')
    .map((proposal) => {
      const low = LOW.has(proposal.band)
      const antennas = Math.max(1, proposal.azimuthsDeg.length)
      const height = Math.round(proposal.heightM)
      return {
        需求编号: `XQ${String(proposal.rank).padStart(5, '0')}`,
        电信企业: operator || proposal.operator,
        分公司: branch,
        区县: proposal.county,
        站点名称: `${proposal.township}${proposal.village}-${proposal.rank}`,
        场景划分: low ? '农村' : '城镇',
        站点级别: proposal.reason === 'village' ? 'A' : proposal.reason === 'coverage' ? 'B' : 'C',
        经度: Math.round(proposal.lon * 1e6) / 1e6,
        纬度: Math.round(proposal.lat * 1e6) / 1e6,
        详细地址: `${proposal.county}${proposal.township}${proposal.village}`,
        覆盖范围描述: `${REASONS[proposal.reason]}; ${Math.round(proposal.gainPeople)}人, ${proposal.gainVillages}村`,
        '允许偏离半径(米)':
          proposal.sharesSite !== null || proposal.candidate !== '' ? 0 : (toleranceM ?? (low ? 200 : 100)),
        '交付时间要求(月)': 12 * (proposal.year - 1) + proposal.quarter * 3,
        系统数: 1,
        BBU数: 1,
        RRU数: antennas,
        '天线挂高范围(m)': `${Math.max(0, height - 5)}-${height + 5}`,
        天线方向角: proposal.azimuthsDeg.length > 0 ? proposal.azimuthsDeg.map((a) => Math.round(a)).join('/') : '全向',
        天线数: antennas,
        联系人: contact,
        备注: remarkOf(proposal),
      }
    })
}

const NEW_STRUCTURES: Record<Proposal['structure'], string> = {
  structure: '利用社会杆塔',
  tower: '新建地面塔',
  rooftop: '新建楼面抱杆',
}

/** What stands or is to be built, and whose place of the candidate list it is. */
function remarkOf({ sharesSite, structure, candidate, owner, year }: Proposal): string {
  const parts = [sharesSite !== null ? `共享存量站址 ${sharesSite}` : NEW_STRUCTURES[structure]]
  if (candidate !== '') parts.push(`候选点 ${candidate}${owner === '' ? '' : `（产权 ${owner}）`}`)
  if (year > 1) parts.push(`第 ${year} 年实施`)
  return parts.join('；')
}
