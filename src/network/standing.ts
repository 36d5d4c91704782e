import { plainText } from '../formats/tables/number'
import { detached } from '../formats/text'
import type { RowContext } from './cell-row'
import { textAt } from './position'
import { note } from './tally'

/** Words of rows that do not stand: planned, being built, switched off for good, or gone. */
const NOT_STANDING =
  /规划|计划|拟建|待建|在建|新建中|建设中|施工|设计|勘察|立项|储备|预留|退网|退役|拆除|拆站|已拆|停用|停机|停运|报废|废弃|注销|搬迁中|关停|关闭|去激活|未激活|未开通|未入网|未在网|未运行|待开通|待入网|待激活|离网|工程态|工程中|planned|planning|plan\b|proposed|candidate|design|forecast|future|retired|retire|decommission|dismantl|demolish|removed|deleted|terminated|expired|cancel|surrender|revoked|abandon|construction|not.?(built|active|on.?air|operational|in service)|inactive|deactivated|out of service|off.?air|closed|projet|démonté|supprimé|geplant|abgebaut|planificad|baja|on hold|pending|applied|application/i
/** Words of rows that stand. */
const STANDING =
  /现网|在网|入网|开通|运行|正常|激活|商用|在用|使用|启用|已建|建成|存量|投产|交维|验收|工作|active|enabled|unlocked|on.?air|operational|operating|opérationnel|in.?service|en service|live|built|existing|constructed|complete|granted|authori[sz]ed|licen[cs]ed|current|commercial|integrated|deployed|in betrieb|en servicio|activ[oa]|up\b|ok\b|normal|true|yes|^[yc1gt]$|^是$/i
const NO = /^(否|不是|no|n|false|f|0|none|非)$/i
/** Headers that ask whether a row is planned or gone: yes means that it does not stand. */
const ASKS_GONE = /规划|拆除|退网|planned|retired|removed|decommission/i
const YES = /^(是|yes|y|true|t|1)$/i

/** Headers that are answered by yes or no: 0 and N mean no there, and are codes elsewhere. */
const ASKS = /是否|^is[_ ]|active|on.?air|in.?service/i
const DONE = /已(开通|建成|入网|激活|投产|商用|验收)/

type Standing = 'stands' | 'gone' | 'unknown'

function standingOf(header: string, status: string): Standing {
  if (ASKS_GONE.test(header)) {
    if (YES.test(status)) return 'gone'
    if (NO.test(status)) return 'stands'
  }
  if (NO.test(status) && (ASKS.test(header) || !/^(0|n|f)$/i.test(status))) return 'gone'
  if (DONE.test(status)) return 'stands'
  if (NOT_STANDING.test(status)) return 'gone'
  return STANDING.test(status) ? 'stands' : 'unknown'
}

/** True where a row stands today, as far as its status says; a word that is not known is told, and the row is kept. */
export function stands(context: RowContext, fields: string[]): boolean {
  const status = plainText(textAt(context, fields, 'status'))
  if (status === '') return true
  let standing = context.statuses.get(status) as Standing | undefined
  if (!standing) {
    const header = context.map.columns.find(({ to }) => to === 'status')?.from ?? ''
    standing = standingOf(header, status)
    context.statuses.set(detached(status), standing)
  }
  if (standing === 'gone') note(context.tally, 'rows-inactive', status)
  if (standing === 'unknown') note(context.tally, 'rows-status-unknown', status)
  return standing !== 'gone'
}
