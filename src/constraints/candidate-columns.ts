import type { ColumnSpec, TableColumns } from '../formats/tables/columns'

const SPECS: readonly ColumnSpec[] = [
  { key: 'lon', aliases: ['经度', '站点经度', '候选点经度', 'LONGITUDE', 'lng', 'long', 'x', '东经'] },
  { key: 'lat', aliases: ['纬度', '站点纬度', '候选点纬度', 'LATITUDE', 'y', '北纬'] },
  {
    key: 'id',
    aliases: [
      '编号',
      '候选点编号',
      '候选站编号',
      '站点编号',
      '需求编号',
      '站址编码',
      '铁塔站址编码',
      'candidate_id',
      'candidate',
      'site_id',
      'site',
      'code',
    ],
  },
  { key: 'name', aliases: ['名称', '站名', '站点名称', '站址名称', '候选点名称', 'site_name', 'title'] },
  {
    key: 'cost_cny',
    aliases: ['cost', 'capex', 'price', '造价', '投资', '总投资', '建设投资', '建设成本', '费用', '预算'],
    quantity: 'CNY',
  },
  { key: 'height_m', aliases: ['height', '挂高', '天线挂高', '高度', 'antenna_height'], quantity: 'metres' },
  {
    key: 'min_height_m',
    aliases: ['min_height', 'height_min', '最低挂高', '最小挂高', '挂高下限'],
    quantity: 'metres',
  },
  {
    key: 'max_height_m',
    aliases: ['max_height', 'height_max', '最高挂高', '最大挂高', '挂高上限', '限高'],
    quantity: 'metres',
  },
  { key: 'owner', aliases: ['产权', '产权单位', '产权方', '业主', '物业', 'landlord'] },
  { key: 'operator', aliases: ['运营商', '电信企业', '建设单位', '承建方', '承建单位', 'carrier'] },
  { key: 'band', aliases: ['bands', 'band_allowed', 'bands_allowed', '频段', '可用频段', '允许频段'] },
  { key: 'type', aliases: ['kind', 'structure', '类型', '站址类型', '塔型', '建设方式', '站型'] },
  { key: 'must', aliases: ['must_have', '必建', '必选', '是否必建', 'required', 'mandatory'] },
  { key: 'must_not', aliases: ['mustnot', '禁建', '不可建', '禁止建设', 'exclude', 'excluded', 'prohibited'] },
  { key: 'synthetic', aliases: ['generated', '合成'] },
]

/** Columns of a user's list of places where stations may go, and what planners and the tower company call them. */
export const CANDIDATE_COLUMNS: TableColumns = { table: 'candidates', specs: SPECS }
