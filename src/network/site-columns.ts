import { type ColumnSpec, named, type TableColumns } from '../formats/tables/columns'
import { opencellidLayout } from './opencellid'
import { RADIO_COLUMNS } from './radio-columns'

/**
 * Columns of an engineering-parameter table (工参表) and what operators, vendors and open data call them. Sources: headers of
 * Chinese NR/LTE exports and tower-demand sheets; OpenCelliD; ACMA, ARCEP and Brussels antenna registers.
 */
const SPECS: readonly ColumnSpec[] = [
  {
    key: 'lon',
    aliases:
      named(`经度, 天线经度, 小区经度, 站点经度, 基站经度, LONGITUDE, lng, long, x, X坐标, 东经, site_longitude, RRU经度, AAU经度, 射频经度, 射频单元经度,
      小区中心经度, 物理站经度, 物理站址经度, 站址经度, 铁塔经度, 实际经度, 勘察经度, 规划经度, 经度_WGS84, WGS84经度, GPS经度, x_coord, xcoord, coord_x,
      POINT_X, easting, east, cell_lon, cell_longitude, cellx, cell x, Site Lon, ant_longitude, antenna_longitude,
      gps_lon, LON_DD, LONGITUDE_DD, longitud, Längengrad, Laengengrad, longi, Longitude Decimal, decimal_longitude,
      dec_long, X_ITM, E_COORD, Rechtswert, coordx, coor_x, lambert_x`),
    like: /经度|longitude|\blon\b|lng/i,
  },
  {
    key: 'lat',
    aliases:
      named(`纬度, 天线纬度, 小区纬度, 站点纬度, 基站纬度, LATITUDE, y, Y坐标, 北纬, site_latitude, RRU纬度, AAU纬度, 射频纬度, 射频单元纬度, 小区中心纬度,
      物理站纬度, 物理站址纬度, 站址纬度, 铁塔纬度, 实际纬度, 勘察纬度, 规划纬度, 纬度_WGS84, WGS84纬度, GPS纬度, y_coord, ycoord, coord_y, POINT_Y,
      northing, north, cell_lat, cell_latitude, celly, cell y, Site Lat, ant_latitude, antenna_latitude, gps_lat,
      LAT_DD, LATITUDE_DD, latitud, Breitengrad, lati, Latitude Decimal, decimal_latitude, dec_lat, Y_ITM, N_COORD,
      Hochwert, coordy, coor_y, lambert_y`),
    like: /纬度|latitude|\blat\b/i,
  },
  {
    key: 'tower',
    aliases:
      named(`铁塔站址编码, 站址编码, 铁塔编码, Tower code, tower_id, SiteCode, site_code, SUP_ID, id_site_partage, 铁塔站址编号,
      铁塔公司站址编码, 物理站址编码, 物理站址编号, 物理站编码, 站址编号, 共址编号, structure_id, mast_id, ASR Number, Antenna Structure Registration,
      id_support, nidt, site_ref`),
  },
  {
    key: 'station_id',
    aliases:
      named(`gNodeBID, gNBID, gNB_ID, eNodeBID, num_site, eNB_ID, eNB, gNB, 基站ID, 基站号, 基站标识, 站点号, 站号, 站点ID, site_id,
      station, station_id, NodeB ID, STA_NM_ANFR, id_station_anfr, id, 基站编号, NodeBID, gNodeB ID, eNodeB ID, eNBId,
      gNodeB标识, eNodeB标识, 逻辑站号, 逻辑基站号, 网元ID, 网元标识, NE ID, NEID, ManagedElement, ManagedElementId, MeContext,
      NRNodeBID, BTS ID, BTSID, mrbts, MRBTS ID, lnBtsId, nrBtsId, eNodeBFunctionId, gNBDUFunction, SITEID, SITE_NO,
      SITE NUMBER, station_number, stationid, call_sign, callsign, Indicatif`),
  },
  {
    key: 'site_name',
    aliases:
      named(`基站名称, 基站名, 基站中文名, 站点名称, 站名, Site Name, gNodeB Name, eNodeB Name, site, name, 物理站名, 物理站名称, 物理站址名称, 站址名称,
      铁塔站址名称, 铁塔站名, 基站中文名称, 网元名称, gNodeB名称, eNodeB名称, NodeB Name, NE Name, NE名称, 网元名, BTS Name, btsName, SITENAME,
      site_nm, station_name, Station Location, location_name, nom_site, Standort`),
  },
  {
    key: 'cell_name',
    aliases:
      named(`小区名称, 小区名, 小区中文名, CELL_NAME, Cell Name, AntennaLabel, antenna_label, 小区中文名称, 小区英文名, 小区英文名称, 扇区名称, 扇区名,
      cellname, Cell User Label, userLabel, Sector Name, sectorname, NR Cell Name, NRDU Cell Name, NR DU Cell Name,
      LocalCell Name, 本地小区名称, transmitter, Transmitter Name, tx_name, EUtranCellFDDId, EUtranCellTDDId, NRCellDUId,
      lncel name`),
  },
  {
    key: 'cgi',
    aliases:
      named(`NCGI, ECGI, NCI, ECI, CGI, 小区CGI, EUTRANCELLID, NRCGI, 小区全球标识, 全球小区标识, NR CGI, NR_CGI, nr_cell_identity,
      nrCellIdentity, NR Cell Identity, Cell Identity, cellIdentity, 小区NCI, 小区ECI, 小区ECGI, 小区NCGI, E-UTRAN CGI,
      ncellIdentity, global_cell_id, gci`),
  },
  {
    key: 'cell_id',
    aliases:
      named(`小区ID, 小区标识, 本地小区标识, 本地小区ID, CellID, Cell_ID, CI, Sector ID, Local Cell ID, 扇区号, sector, 小区号, cell, 小区编号,
      小区识别码, 扇区ID, 扇区编号, 扇区标识, 扇区, 本地小区编号, NR小区标识, NRCellID, NR Cell ID, NRDUCELLID, NR DU Cell ID, LocalCellID,
      Local_Cell_ID, cellLocalId, lnCelId, lncel, nrcell, sector_id, sectorid, sector_no, Sector Number, cell_no,
      cell number, Cell Index, cellnum, CellNo, ant_id, antenna_id, antenna_number`),
  },
  ...RADIO_COLUMNS,
  {
    key: 'site_type',
    aliases:
      named(`站型, 覆盖类型, 室内外, 基站类型, 站点类型, 室内外类型, Site Type, indoor, coverage_type, 是否室分, 室分, 室内室外, 室内/外, 宏微室, 宏微类型, 站点属性,
      小区类型, 基站类别, 站点类别, 小区覆盖类型, 小区覆盖属性, 覆盖属性, 覆盖方式, 室分宏站, cell_type, Cell Type, Indoor/Outdoor, indoor_outdoor,
      in_out, is_indoor, macro/indoor, site_class, Site Class, deployment, Antenna Type Indoor`),
  },
  {
    key: 'operator',
    aliases:
      named(`运营商, 电信企业, 归属, 归属运营商, ADM_LB_NOM, nom_op, licensee, carrier, network, 所属运营商, 运营企业, 运营单位, 所属企业, 建设运营商,
      电信运营商, 网络运营商, MNO, provider, operator_name, Operator Name, telco, company, owner_operator, Licensee name,
      licensee_name, licence_holder, LICENCEE, Licence Holder, entity_name, Operateur, opérateur, Operador,
      Betreiber, net_operator, brand`),
  },
  {
    key: 'plmn',
    aliases: named(`PLMN, MCC-MNC, PLMN ID, mccmnc, PLMNID, plmn_id, mcc_mnc, PLMN标识`),
  },
  {
    key: 'built',
    aliases:
      named(`建设年份, 年份, 开通日期, 入网时间, 开通时间, 建成时间, year, date, built_year, 建设时间, 开站时间, 开站日期, 入网日期, 割接时间, 投产时间, 交维时间,
      首次开通时间, 建设年度, 建设期, On Air Date, on_air_date, OnAirDate, launch_date, In-service date, in_service_date,
      commissioning date, commission_date, activation_date, EMR_DT_SERVICE, emr_dt, mise en service, Inbetriebnahme`),
  },
  {
    key: 'status',
    aliases:
      named(`状态, 开通情况, 运行状态, 工程状态, statut, 网元状态, 小区状态, 基站状态, 站点状态, 站址状态, 建设状态, 开通状态, 在网状态, 入网状态, 设备状态, 激活状态, 小区激活状态,
      管理状态, 业务状态, 网络状态, 资源状态, 生命周期状态, 维护状态, 规划状态, 是否开通, 是否在网, 是否激活, 是否入网, 是否规划, 是否拆除, 是否退网, 是否现网, Status,
      site_status, cell_status, Site Status, Cell Status, station_status, cell_state, site_state, operationalState,
      operational_state, administrativeState, admin_state, Admin State, Activation Status, activity_state, lifecycle,
      lifecycle_status, Lifecycle State, on_air_status, is_active, active, is_on_air, in_service, project_status,
      build_status, deployment_status, licence_status, license_status, Authorization status, authorization_status,
      STATUS_TEXT, etat, état, estado, Betriebszustand`),
    like: /状态|是否(开通|在网|激活|拆除|规划|退网|入网)|status|statut|zustand|estado|lifecycle|on.?air\b/i,
  },
  {
    key: 'scene',
    aliases:
      named(`覆盖场景, 场景, 场景归属, 场景划分, 区域类型, environment, 小区场景, 站点场景, 场景类型, 主覆盖场景, 覆盖区域类型, 区域属性, 区域类别, 地理场景, morphology,
      clutter, clutter_class, Morphology Class, area_type, geotype, scenario, scene_type, 城乡属性, 城市农村`),
  },
  {
    key: 'synthetic',
    aliases: named(`generated, 合成`),
  },
  {
    key: 'pci',
    aliases: named(
      `PhyCellId, 物理小区标识, PCI, 物理小区ID, Physical Cell ID, physicalCellId, phys_cell_id, nRPCI, psc, BSIC, 扰码`,
    ),
  },
  {
    key: 'tac',
    aliases: named(`跟踪区, 跟踪区码, TAC, LAC, Tracking Area Code, tracking_area_code, 位置区`),
  },
  {
    key: 'antenna_model',
    aliases:
      named(`天线型号, ant_model, antenna, 天线名称, 天线型号名称, 天线设备型号, Antenna Model, antenna_type, Antenna Type, Antenna Name,
      antenna_name, Antenna File, Antenna_File, ant_type, AAU型号, Antenna Pattern`),
  },
  {
    key: 'vendor',
    aliases:
      named(`厂家, 设备厂家, 厂商, 主设备厂家, 设备厂商, 主设备厂商, 供应商, 网元厂家, Vendor Name, vendor_name, manufacturer, equipment_vendor,
      supplier`),
  },
  {
    key: 'shared',
    aliases: named(
      `是否共享, 共建共享, 承建方, host, 共享类型, 共享方, 是否共建共享, 共享关系, 承建运营商, 共享运营商, 共享属性, sharing, shared_with, is_shared`,
    ),
  },
  {
    key: 'city',
    aliases: named(`地市, 城市, 本地网, 地市名称, 市, 所属地市, 所属城市, province, 省份, 所属省份, State/Province`),
  },
  {
    key: 'county',
    aliases: named(`区县, 县市, 所属区县, 行政区, 区县名称, 县区, 所属县区, 人力区县分公司, 区域, 分公司, district`),
  },
  {
    key: 'township',
    aliases: named(`乡镇, 街道, 所属乡镇, 所属街道, 乡镇街道, 乡镇名称`),
  },
  {
    key: 'village',
    aliases: named(`行政村, 村, 村名, 所属行政村, 行政村名称, 地址, 站址, 详细地址, address, street, 机房名称, 机房`),
  },
]

/** The table of base stations. */
export const SITE_COLUMNS: TableColumns = { table: 'sites', specs: SPECS, layoutOf: opencellidLayout }

/** Columns that are recognised, and told as such, but say nothing that coverage needs. */
export const INFORMATIVE: ReadonlySet<string> = new Set([
  'pci',
  'tac',
  'vendor',
  'shared',
  'city',
  'county',
  'township',
  'village',
  'trx',
  'altitude',
])
