import type { plan as english } from './en-plan'

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const refused = (places: number, keptLost: number): string =>
  `${places} 处选址被拒绝${keptLost > 0 ? `（其中 ${keptLost} 处为应保留的规划站）` : ''}`

/** Notes on candidates, constraints and plans, in Chinese. */
export const plan: typeof english = {
  'candidates-in-zones': ({ count, zones }) => `${count} 个候选点位于 ${zones} 个禁建区内，已剔除。`,
  'kept-in-zones': ({ count }) => `上一版规划中有 ${count} 个站位于禁建区内，未保留。`,
  'candidates-full': ({ count }) => `清单中有 ${count} 个候选点未采用：允许的频段在该处均已建成。`,
  'candidates-unlicensed': ({ count, first }) =>
    `${count} 个候选点未采用：按频谱，参与规划的运营商均不持有其所列频段（首个：${first}）。`,
  'kept-unlicensed': ({ count, first }) => `${count} 个保留站点所用频段不在其运营商的频谱内（首个：第 ${first} 位）。`,
  'spectrum-taken': ({ id, date, operators }) =>
    `建议站点不超出频谱 ${id}（${date}），运营商：${operators.join('、')}。可用 --spectrum 更换，或设为 none。`,
  'spectrum-unknown': () => '这些运营商的频谱未知：建议的频段可能无人持有。请用 --spectrum 给出。',
  'spectrum-operators-unknown': ({ id, operators }) =>
    `频谱 ${id} 中没有 ${operators.join('、')}：按其现有小区的频段建设。`,
  'new-tenants': ({ count, cny }) =>
    `${count} 个站点是其运营商首次入驻已有他人的站址（new_tenant 列），每站多 ${cny} 元。`,
  'candidates-shared': ({ count, first, site }) =>
    `清单中有 ${count} 个候选点改用附近现有杆塔共址（密集城区 50 m、城区 100 m、农村 300 m 以内；首例：${first} 共址 ${site}），按共址计价。如需新建，请注明类型（tower 或 rooftop）。`,
  'candidate-far-from-site': ({ id, km }) => `候选点 ${id} 与某现有站址同编号，但相距 ${km} km，按独立选址处理。`,
  'kept-site-gone': ({ count, first }) =>
    `保留的规划站中有 ${count} 个所共用的站址已不存在（首例：${first}），改按独立选址新建。`,
  'candidates-outside': (of) =>
    `${of.total} 个${of.what === 'candidate' ? '候选点' : '保留的规划站'}中有 ${of.count} 个位于规划区外，未采用（首例：${typeof of.first === 'number' ? `序号 ${of.first}` : of.first}，位于 ${of.lon}, ${of.lat}；规划区范围 ${of.west}, ${of.south} 至 ${of.east}, ${of.north}）。`,
  'plan-kept': ({ count }) => `上一版规划的 ${count} 个站按原顺序排在最前，予以保留。`,
  'later-years': ({ count, total }) =>
    `${total} 个站中有 ${count} 个超出四个季度的建设能力，顺延至下一年度（见 year 列）。`,
  'quota-later': (of) =>
    `${of.quota}：规划 ${of.planned} 个站，比每季度 ${of.perQuarter} 个、${of.years === 1 ? '一年' : `${of.years} 年`}的建设能力多 ${of.over} 个；${of.builtLater} 个在规划年度之后建成。`,
  refused: ({ places, keptLost }) => `${refused(places, keptLost)}。`,
  'refused-cost': (of) =>
    `${refused(of.places, of.keptLost)}：与不考虑拒绝的规划相比，加权人口少 ${whole(of.objective)}（${of.percent} %），常住人口少覆盖 ${whole(of.people)}，少通 ${of.villages} 个村；后者投资${of.cny < 0 ? `少 ${whole(-of.cny)} 元` : `多 ${whole(of.cny)} 元`}。`,
  'quota-operator-unknown': ({ operator, near, known }) =>
    `配额中的运营商“${operator}”在现网和候选清单中均不存在；${near.length > 0 ? `是否应为 ${near.join(' 或 ')}？` : `已知的运营商：${known.join('、')}。`}`,
  'villages-no-room': () => '受约束限制，无法建齐各村达标所需的全部站点，这些站点按权重参与竞争。',
  'villages-unreachable': ({ count, names }) =>
    `${count} 个村用任何允许的候选点都无法达标（原因见 plan.mustCover.unreachable）：${names.join('、')}${count > names.length ? `，另有 ${count - names.length} 个` : ''}。`,
  'villages-beyond-target': ({ needed, taken }) =>
    `建 ${needed} 个站可使所有能达标的村达标；目标、预算和配额只允许建其中 ${taken} 个。`,
  'sites-overloaded': ({ count }) => `${count} 个站址已建满全部容量频段，忙时仍超负荷，需另建新站址。`,
  'density-full': ({ count, peoplePerStation }) =>
    `要使所有站址达到每站服务 ${peoplePerStation} 名常住人口，还需 ${count} 个站，但这些站址已建满全部容量频段。`,
  'costs-placeholder': ({ id }) => `单价为占位值 ${id}，请提供本地造价。`,
  'usage-placeholder': ({ id }) => `忙时业务量和速率为占位值 ${id}，请提供本地数据。`,
  'backhaul-missing': () => '规划区内没有现有站址，新站的回传光缆未计入造价。',
  'fibre-kept': ({ count }) => `上一版规划的 ${count} 处 OLT 按原顺序排在最前，予以保留。`,
  'fibre-kept-lost': ({ count }) => `上一版规划中有 ${count} 处 OLT 被拒绝或位于禁建区内，未保留。`,
  'fibre-kept-gone': ({ count }) => `上一版规划中待扩容的 OLT 有 ${count} 处已不存在，未保留。`,
  'fibre-barred': ({ count }) => `${count} 个未通千兆光纤的村，在禁建区和被拒绝的地点之外找不到可设 OLT 的位置。`,
}
