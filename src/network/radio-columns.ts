import { type ColumnSpec, named } from '../formats/tables/columns'

/**
 * Columns of a cell's radio: what it sends, how high it stands, where it looks. Names are those of Huawei, ZTE, Ericsson and Nokia
 * exports, of Chinese 工参表, of planning tools (Atoll, Planet) and of the registers of ACMA, ISED, ANFR and FCC.
 */
export const RADIO_COLUMNS: readonly ColumnSpec[] = [
  {
    key: 'rat',
    aliases:
      named(`制式, 网络制式, Technology, generation, radio, tech, SYSTEME, 网络类型, 网络, 网络类别, 技术制式, 无线制式, 系统制式, RAT, rat_type,
      access technology, standard, technologie, tecnologia, techno, network_type, net_type, service_type, 系统,
      网络标识`),
  },
  {
    key: 'band',
    aliases:
      named(`频段, 频带类型, 频带, 工作频段, FrequencyBand, frequency_band, EMR_LB_SYSTEME, 频段指示, 使用频段, 频段名称, 小区频段, 频段号, 频段编号,
      Band Number, freq_band, FreqBand, Freq Band, Frequency Band, band_name, operating band, NR Band, LTE Band,
      Frequency Band Indicator, freqBandIndicator, bande, banda, bandes, frequenzband, band_id`),
  },
  {
    key: 'arfcn',
    aliases:
      named(`下行频点, 中心频点, NR-ARFCN, NRARFCN, DL ARFCN, EARFCN, 下行EARFCN, 频点, SSB频点, SSB, SSB ARFCN, DL NARFCN,
      Downlink NARFCN, NARFCN, DL_NARFCN, nrarfcnDL, NRARFCN DL, arfcnDL, arfcnSsb, DL EARFCN, earfcndl, EARFCN DL,
      Downlink EARFCN, DlEarfcn, dl_earfcn, UARFCN, DL UARFCN, uarfcnDl, BCCH, BCCHNO, ARFCN, 中心频点号, 下行中心频点,
      下行频点号, 频点号, 中心载频信道号, SSB频点号, SSB Frequency, SSB频域位置, Channel Number, absoluteFrequencySSB,
      absoluteFrequencyPointA, ssbFrequency`),
  },
  {
    key: 'frequency',
    aliases:
      named(`中心频率, 下行频率, Frequency MHz, frequency_mhz, dl_frequency, freq, 下行中心频率, 载频频率, 工作频率, 发射频率, 频率, 中心载频, 载波频率,
      tx_frequency, TxFrequency, Tx Freq, DL Freq, DL Frequency, downlink frequency, centre_frequency,
      center_frequency, center frequency, centre frequency, carrier_frequency, Carrier Frequency, dl_freq, frequence,
      fréquence, frecuencia, frequenz, Frequency Assigned, assigned_frequency, FREQUENCY_ASSIGNED, center_freq,
      freq_mhz`),
    quantity: 'MHz',
    like: /频率|frequen|freq\b|arfcn|频点|[mgk]hz\b/i,
  },
  {
    key: 'bandwidth',
    aliases:
      named(`带宽, 小区带宽, 系统带宽, 信道带宽, bandwidth_mhz, bw, 下行带宽, 载波带宽, 频谱带宽, 信道宽度, DL Bandwidth, dlBandwidth, DL_BW,
      dl_bandwidth, Downlink Bandwidth, Channel Bandwidth, channel_bandwidth, channelBandwidth, bSChannelBwDL,
      carrier_bandwidth, Carrier Bandwidth, system bandwidth, occupied bandwidth, NRBW, cell bandwidth,
      CellBandwidth, chBw, dlChBw, ancho de banda`),
    quantity: 'MHz',
    like: /带宽|bandwidth/i,
  },
  {
    key: 'azimuth',
    aliases:
      named(`方位角, 方向角, 天线方位角, 天线方向角, AZIMUTH, azimut, bearing, dir, azimuths, 方位, 天线方位, 小区方位角, 扇区方位角, 实际方位角, 主瓣方位角,
      天线朝向, 朝向, azimut_deg, azimuth_deg, Azimuth of main lobe, main_lobe_azimuth, TX_AZIMUTH, tx azimuth,
      Antenna Azimuth, antenna_azimuth, ant_azimuth, antazimuth, Antenna Direction, ANT_DIRECTION, ant_dir,
      direction, cell azimuth, sector azimuth, orientation, heading, AER_NB_AZIMUT, azimutal, acimut, azi, AZ,
      richtung, Hauptstrahlrichtung`),
    quantity: 'degrees',
    like: /方位|方向角|azim|bearing|heading|orientation|朝向/i,
  },
  {
    key: 'tilt_m',
    aliases:
      named(`机械下倾角, 机械倾角, 机械下倾, M_DOWNTILT, mechanicaltiltangle, Mechanical Tilt, Mechanical_Tilt, mtilt, 机械下倾角度,
      机械下倾角(度), 天线机械倾角, 天线机械下倾角, 机械俯仰角, 机械倾角度, 机械俯角, 机下倾角, 机械下顷角, 机下倾, MECHTILT, mech_tilt, Mech Tilt, Mech. Tilt,
      Mechanical Downtilt, Mechanical_Downtilt, mechanicalDowntilt, MechDowntilt, mechanicalAntennaTilt, MDT, M-Tilt,
      M Tilt, Tilt Mechanical, Tilt_M, tilt_mech, inclinaison mécanique, Tilt mecanico`),
    quantity: 'degrees',
    like: /机械|mech|m-?tilt/i,
  },
  {
    key: 'tilt_e',
    aliases:
      named(`电子下倾角, 电下倾, 电调下倾角, 电子倾角, 电调倾角, E_DOWNTILT, Electrical Tilt, Electrical_Tilt, etilt, RET, 电下倾角, 电下倾角度, 电子下倾,
      电子下倾角度, 电子下顷角, 天线电子倾角, 天线电子下倾角, 天线电下倾角, 电调下倾, 电调角度, 电调角, 电倾角, 电子俯仰角, 电下顷角, 可调电下倾角, 可调电子下倾角, 数字下倾角, 数字下倾,
      遥控下倾角, RET Tilt, RET_TILT, Elec Tilt, Elec. Tilt, elec_tilt, ELECTILT, Electrical Downtilt,
      Electrical_Downtilt, electricalDowntilt, Electric Tilt, electric_tilt, Electronic Tilt, electronic downtilt,
      electricalAntennaTilt, EDT, E-Tilt, E Tilt, Tilt Electrical, Tilt_E, tilt_elec, digitalTilt, Digital Tilt,
      digital downtilt, Additional Electrical Downtilt, DigitalDowntilt, Tilt electrico`),
    quantity: 'degrees',
    like: /电.{0,3}[倾顷俯]|elec.*tilt|e-?tilt|\bret\b/i,
  },
  {
    key: 'tilt_e0',
    aliases:
      named(`预置电下倾, 预置电下倾角, 预置下倾角, 内置倾角, Preset E-tilt, preset_tilt, 内置下倾角, 内置下倾, 内置电下倾, 内置电下倾角, 内置电子下倾角, 预置倾角,
      预置电子下倾角, 预置电倾角, 预置下倾, 预置下倾角度, 天线内置下倾角, 天线内置倾角, 天线预置下倾角, 固定下倾角, 固定电下倾角, 天线固有下倾角, 固有下倾角, preset tilt,
      Preset Downtilt, Preset Electrical Tilt, preset_downtilt, Fixed Tilt, Fixed Electrical Tilt, fixed_tilt,
      built-in tilt, Builtin Tilt, internal tilt, inherent tilt`),
    quantity: 'degrees',
    like: /预置|内置|固定.{0,2}倾|preset|fixed.*tilt/i,
  },
  {
    key: 'tilt',
    aliases:
      named(`下倾角, 总下倾角, 总倾角, 倾角, totaldowntiltangle, Total Tilt, downtilt, tilt_deg, 总俯仰角, 俯仰角, 总下倾, 下倾, 天线倾角, 天线下倾角,
      天线总下倾角, 总下倾角度, 下倾角度, 下顷角, 总下顷角, 俯角, 天线俯仰角, 合计下倾角, 倾角合计, tilt_total, totaltilt, Total Downtilt, total_downtilt,
      Antenna Tilt, antenna_tilt, ant_tilt, Downtilt Angle, down_tilt, Down Tilt, anttilt, Vertical elevation angle,
      elevation_angle, inclinaison, inclinacion, Neigung, Absenkwinkel, Tilt angle`),
    quantity: 'degrees',
    like: /倾|俯仰|俯角|tilt|elevation angle|inclin/i,
  },
  {
    key: 'height',
    aliases:
      named(`天线挂高, 挂高, 站高, 天线高度, 天线挂高范围, GROUND_HEIGHT, Antenna Height, CenterHeight, height_m, antenna_height,
      AER_NB_ALT_BAS, agl, 天线挂高值, 天线离地高度, 离地高度, 天线高, 挂高值, AAU挂高, RRU挂高, 小区挂高, 平台高度, 天线安装高度, 安装高度, 天线有效高度,
      天线距地高度, 对地高度, ant_height, ANTHEIGHT, antenna_height_m, Antenna Height AGL, height_agl, Height above ground,
      height_above_ground, Height above ground level, height_above_ground_level, Height AGL, hagl, AGL Height,
      agl_height, agl_m, TX_HEIGHT, Tx Height, antenna hgt, hgt, HT, ant_ht, antenna centre height, centerline,
      center line height, rad_center, RAD Center, radiation_center, Height to center RAD, hauteur, hauteur_antenne,
      altura, Antennenhöhe, Montagehöhe, montagehoehe`),
    quantity: 'metres',
    like: /挂高|高度|站高|塔高|height|\bagl\b|hauteur|altura|höhe|hoehe/i,
  },
  {
    key: 'structure_height',
    aliases:
      named(`sup_nm_haut, HauteurSupport, tower_height, Overall Height Above Ground, overall_height, 塔高, 铁塔高度, 楼塔总高,
      支撑物高度, mast_height`),
    quantity: 'metres',
  },
  {
    key: 'altitude',
    aliases:
      named(`海拔, 海拔高度, elevation, Altitude, amsl, 海拔(米), 站址海拔, 地面海拔, elevation_m, ground_elevation, Ground Elevation,
      site elevation, Site Altitude, Cell Altitude, 高程, ASL`),
    quantity: 'metres',
  },
  {
    key: 'power_rs',
    aliases:
      named(`参考信号功率, RS功率, RSPOWER, RS power, SSB功率, CRS功率, epre, epre_dbm, 参考信号发射功率, 小区参考信号功率, RS发射功率, RS参考信号功率, 导频功率,
      SSB发射功率, SSB功率(dBm), CRS发射功率, SSS EPRE, RS EPRE, SS EPRE, EPRE per antenna port, referenceSignalPower,
      ReferenceSignalPwr, reference_signal_power, Reference Signal Power, RS Power dBm, ss-PBCH-BlockPower,
      ssPBCHBlockPower, ss_pbch_block_power, ssb_power, SSB Power, SSB Tx Power, crs_power, cell_rs_power, rs_epre,
      PDSCH Reference Power, pilot power, CPICH Power, cpich_power`),
    quantity: 'dBm',
    like: /(RS|SSB|CRS|参考信号|导频).{0,4}(功率|power)|epre/i,
  },
  {
    key: 'power',
    aliases:
      named(`功率, 发射功率, 小区功率, 最大发射功率, Tx power, TxPower, transmit_power, power_w, power_dbm, 总功率, 额定功率, 输出功率, 标称功率,
      最大输出功率, 额定发射功率, 小区最大发射功率, 小区发射功率, 最大功率, 设备功率, RRU功率, AAU功率, 载波功率, 单载波功率, Max Tx Power, max_tx_power,
      MaxTxPower, Max Power, max_power, Max Transmit Power, Maximum Transmit Power, maximumTransmissionPower,
      maxTransmitPower, maxTransmissionPower, configuredMaxTxPower, configuredOutputPower, confOutputPower,
      Transmit Power, transmission power, TRANSMITTER_POWER, Transmitter Power, Tx transmitter power, tx_power,
      tx_power_dbm, tx_power_w, TX_PWR, txpwr, output_power, Output Power, Rated Power, rated_power, rf_power,
      total_power, Total Tx Power, cell power, cell_power, sector power, carrier_power, dl power, pMax, puissance,
      potencia, Sendeleistung`),
    quantity: 'dBm',
    like: /功率|power|puissance|potencia|leistung|dbm\b|\bwatts?\b/i,
  },
  {
    key: 'eirp',
    aliases: named(`EIRP, eirp_max, Max EIRP, max_eirp, EIRP max, PIRE, 等效全向辐射功率, eirp_dbm, EIRP Power,
      effective isotropic radiated power, Equivalent Isotropically Radiated Power`),
    quantity: 'dBm',
    like: /e\.?i\.?r\.?p|辐射功率/i,
  },
  {
    key: 'erp',
    aliases:
      named(`ERP, effective_radiated_power, Effective Radiated Power, Tx effective radiated power, max_erp, Max ERP,
      有效辐射功率`),
    quantity: 'dBm',
    like: /\be\.?r\.?p\b/i,
  },
  {
    key: 'loss',
    aliases:
      named(`馈线损耗, 馈损, 线损, feeder_loss, Feeder Loss, cable_loss, Cable Loss, Total losses, losses, total_losses,
      feeder loss db, loss_db, TX_LOSS, DL Losses, Losses DL`),
    quantity: 'dBi',
    like: /损耗|馈损|feeder|cable.?loss/i,
  },
  {
    key: 'gain',
    aliases:
      named(`天线增益, 增益, antenna_gain, gain_dbi, 天线增益值, ant_gain, antgain, TX_ANT_GAIN, Tx Antenna Gain, antenna gain dbi,
      max_gain, gain_max`),
    quantity: 'dBi',
    like: /增益|gain/i,
  },
  {
    key: 'hbw',
    aliases:
      named(`水平半功率角, 水平波瓣宽度, 水平波束宽度, Horizontal_Beamwidth, h_beamwidth, hpbw, 水平波瓣角, 水平半功率波束宽度, 水平波瓣, 水平3dB波束宽度, 半功率角,
      Beamwidth, beam_width, ANT_BEAM_WIDTH, antenna_beamwidth, Half-power beamwidth, half_power_beamwidth,
      Horizontal HPBW, H_HPBW, horizontal_beamwidth_deg, hbeamwidth, HBW, H Beamwidth`),
    quantity: 'degrees',
  },
  {
    key: 'vbw',
    aliases:
      named(`垂直半功率角, 垂直波瓣宽度, 垂直波束宽度, Vertical_Beamwidth, v_beamwidth, vpbw, 垂直波瓣角, 垂直半功率波束宽度, 垂直波瓣, 垂直3dB波束宽度,
      Vertical HPBW, V_HPBW, vertical_beamwidth_deg, vbeamwidth, VBW, V Beamwidth`),
    quantity: 'degrees',
  },
  {
    key: 'trx',
    aliases:
      named(`通道数, 收发通道, 天线类型, TxRx, channels, 天线通道数, 收发通道数, 发射通道数, 端口数, TRX Mode, TxRxMode, tx_rx_mode, antenna ports, mimo,
      MIMO Type, noOfTxAntennas, noOfUsedTxAntennas, TR数, AAU类型`),
  },
]
