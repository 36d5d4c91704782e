/** What a symbol of a model means, its unit, and where it is defined. */
export interface TermMeaning {
  name: string
  unit: string
  equation: string
}

type Row = [symbol: string, name: string, unit: string, equation: string]

function table(rows: Row[]): Record<string, TermMeaning> {
  return Object.fromEntries(rows.map(([symbol, name, unit, equation]) => [symbol, { name, unit, equation }]))
}

/** Intermediates of `pathLossP1812`, in the order in which they are computed. */
export const P1812_TERMS = table([
  ['d', 'path length', 'km', 'P.1812-8 §3'],
  ['hts', 'transmitter above sea level', 'm', 'P.1812-8 table 5'],
  ['hrs', 'receiver above sea level', 'm', 'P.1812-8 table 5'],
  ['w', 'share of the path over sea', '', 'P.1812-8 table 5'],
  ['dtm', 'longest land section', 'km', 'P.1812-8 §3.6'],
  ['dlm', 'longest inland section', 'km', 'P.1812-8 §3.6'],
  ['phi', 'latitude of the path centre', '°', 'P.1812-8 eq. (4)'],
  ['b0', 'time with anomalous propagation', '%', 'P.1812-8 eq. (5)'],
  ['ae', 'effective Earth radius', 'km', 'P.1812-8 eq. (7a)'],
  ['dlt', 'horizon distance of the transmitter', 'km', 'P.1812-8 eq. (80)'],
  ['dlr', 'horizon distance of the receiver', 'km', 'P.1812-8 eq. (83)'],
  ['th_t', 'horizon angle of the transmitter', 'mrad', 'P.1812-8 eq. (79)'],
  ['th_r', 'horizon angle of the receiver', 'mrad', 'P.1812-8 eq. (82)'],
  ['th', 'path angular distance', 'mrad', 'P.1812-8 eq. (84)'],
  ['hstd', 'smooth surface at the transmitter', 'm', 'P.1812-8 eq. (91)'],
  ['hsrd', 'smooth surface at the receiver', 'm', 'P.1812-8 eq. (91)'],
  ['hte', 'effective transmitter height', 'm', 'P.1812-8 eq. (94a)'],
  ['hre', 'effective receiver height', 'm', 'P.1812-8 eq. (94b)'],
  ['hm', 'terrain roughness', 'm', 'P.1812-8 eq. (95)'],
  ['Lbfs', 'free space', 'dB', 'P.1812-8 eq. (8)'],
  ['Lb0p', 'line of sight, p %', 'dB', 'P.1812-8 eq. (10)'],
  ['Lb0b', 'line of sight, β0 %', 'dB', 'P.1812-8 eq. (11)'],
  ['Lbulla50', 'Bullington, actual path, median', 'dB', 'P.1812-8 eq. (21)'],
  ['Lbulls50', 'Bullington, smooth path, median', 'dB', 'P.1812-8 eq. (21)'],
  ['Ldsph50', 'spherical Earth, median', 'dB', 'P.1812-8 eq. (27)'],
  ['Ld50', 'diffraction, median', 'dB', 'P.1812-8 eq. (39)'],
  ['Lbulla', 'Bullington, actual path, β0 %', 'dB', 'P.1812-8 eq. (21)'],
  ['Lbulls', 'Bullington, smooth path, β0 %', 'dB', 'P.1812-8 eq. (21)'],
  ['Ldsph', 'spherical Earth, β0 %', 'dB', 'P.1812-8 eq. (27)'],
  ['Ldb', 'diffraction, β0 %', 'dB', 'P.1812-8 eq. (39)'],
  ['Fi', 'interpolation over time', '', 'P.1812-8 eq. (40)'],
  ['Ldp', 'diffraction, p %', 'dB', 'P.1812-8 eq. (41)'],
  ['Lbd50', 'diffraction, basic loss, median', 'dB', 'P.1812-8 eq. (42)'],
  ['Lbd', 'diffraction, basic loss, p %', 'dB', 'P.1812-8 eq. (43)'],
  ['Lbs', 'troposcatter', 'dB', 'P.1812-6 eq. (44)'],
  ['Lba', 'ducting and layer reflection', 'dB', 'P.1812-8 eq. (46)'],
  ['Fj', 'interpolation over angle', '', 'P.1812-8 eq. (57)'],
  ['Fk', 'interpolation over distance', '', 'P.1812-8 eq. (58)'],
  ['Lminb0p', 'notional minimum, line of sight', 'dB', 'P.1812-8 eq. (59)'],
  ['Lminbap', 'notional minimum, enhancements', 'dB', 'P.1812-8 eq. (60)'],
  ['Lbda', 'diffraction with enhancements', 'dB', 'P.1812-8 eq. (61)'],
  ['Lbam', 'modified basic loss', 'dB', 'P.1812-8 eq. (62)'],
  ['Lbc', 'basic loss, p %', 'dB', 'P.1812-8 eq. (63)'],
  ['Lloc', 'location variability', 'dB', 'P.1812-8 eq. (67)'],
  ['Lb', 'basic loss, p %, pL %', 'dB', 'P.1812-8 eq. (69)'],
])

/** Intermediates of `pathLossItm`. */
export const ITM_TERMS = table([
  ['d', 'path length', 'm', 'ITM'],
  ['theta_hzn_tx', 'horizon angle of the transmitter', 'rad', 'TN101 eq. (6.15)'],
  ['theta_hzn_rx', 'horizon angle of the receiver', 'rad', 'TN101 eq. (6.15)'],
  ['d_hzn_tx', 'horizon distance of the transmitter', 'm', 'TN101 eq. (6.15)'],
  ['d_hzn_rx', 'horizon distance of the receiver', 'm', 'TN101 eq. (6.15)'],
  ['h_e_tx', 'effective transmitter height', 'm', 'Hufford 1982'],
  ['h_e_rx', 'effective receiver height', 'm', 'Hufford 1982'],
  ['N_s', 'surface refractivity', 'N', 'TN101 eq. (4.3)'],
  ['delta_h', 'terrain irregularity', 'm', 'ERL 79-ITS 67 eq. (3)'],
  ['a_e', 'effective Earth radius', 'm', 'TN101 eq. (4.4)'],
  ['d_sML', 'smooth-Earth line-of-sight distance', 'm', 'Algorithm §4'],
  ['A_ref', 'reference attenuation', 'dB', 'ERL 79-ITS 67 eq. (3.19)'],
  ['A_fs', 'free space', 'dB', 'P.525'],
  ['A', 'basic loss', 'dB', 'Algorithm §5'],
])

/** One intermediate of a model on one path, with its meaning. */
export interface PathTerm extends TermMeaning {
  symbol: string
  value: number
}

/** The terms that a table knows, in the table's order. */
export function explained(meanings: Record<string, TermMeaning>, terms: Record<string, number>): PathTerm[] {
  return Object.entries(meanings)
    .filter(([symbol]) => symbol in terms)
    .map(([symbol, meaning]) => ({ symbol, value: terms[symbol], ...meaning }))
}
