/** PLMN codes of mainland China's operators (MCC 460). */
const CHINA: Readonly<Record<string, string>> = {
  '00': 'CMCC',
  '02': 'CMCC',
  '04': 'CMCC',
  '07': 'CMCC',
  '08': 'CMCC',
  '01': 'CUCC',
  '06': 'CUCC',
  '09': 'CUCC',
  '03': 'CTCC',
  '05': 'CTCC',
  '11': 'CTCC',
  '12': 'CTCC',
  '15': 'CBN',
}

/** An operator's short name: CMCC, CUCC, CTCC, CBN for 移动, 联通, 电信, 广电; `CTCC/CUCC` for `电信/联通`; any other text as it stands. */
export function operatorName(text: string): string {
  return [...new Set(operatorsNamed(text).map(shortName))].join('/')
}

/** Operators named by a station: `电信/联通`, `CT+CU`, `Telecom | Unicom` are two that share it; `AT&T` is one. Empty for none. */
export function operatorsNamed(text: string): string[] {
  const names = text.split(/[/|+,;、／]|\s&\s|(?<=^c[mtub]\w*)&/i).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

function shortName(plain: string): string {
  if (/移动|^cmcc$|china mobile/i.test(plain)) return 'CMCC'
  if (/联通|^cu(cc)?$|china unicom/i.test(plain)) return 'CUCC'
  if (/电信|^ct(cc)?$|china telecom/i.test(plain)) return 'CTCC'
  if (/广电|^cbn$/i.test(plain)) return 'CBN'
  return plain
}

/** The operator of a PLMN, `460-00` → CMCC; `mcc-mnc` itself where it is not one of China's. */
export function operatorOfPlmn(mcc: string, mnc: string): string {
  const network = mnc.padStart(2, '0')
  if (mcc === '460' && Object.hasOwn(CHINA, network)) return CHINA[network]
  return `${mcc}-${network}`
}
