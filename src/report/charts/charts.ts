import type { Lang } from '../../output/summary'
import type { MessageKey } from '../messages'
import type { ReportModel } from '../model'
import { indicatorChart } from './board-chart'
import { countyChart } from './county-chart'
import { countyQuartersChart } from './county-quarters-chart'
import { distanceChart, histogramChart } from './coverage-charts'
import { costChart, curveChart, quarterChart } from './plan-charts'

export interface ReportChart {
  id: string
  title: MessageKey
  /** SVG markup; empty where the run holds nothing to draw. */
  svg: string
}

/** All charts of a report, in reading order; those without data are left out. */
export function reportCharts(model: ReportModel, lang: Lang): ReportChart[] {
  const charts: ReportChart[] = [
    { id: 'curve', title: 'chart.curve', svg: curveChart(model, lang) },
    {
      id: 'counties',
      title: model.countyAfter.every((share) => share !== null) ? 'chart.counties' : 'chart.countiesNow',
      svg: countyChart(model, lang),
    },
    { id: 'histogram', title: 'chart.histogram', svg: histogramChart(model, lang) },
    { id: 'distances', title: 'chart.distances', svg: distanceChart(model, lang) },
    { id: 'cost', title: 'chart.cost', svg: costChart(model, lang) },
    { id: 'indicators', title: 'chart.indicators', svg: indicatorChart(model, lang) },
    { id: 'quarters', title: 'chart.quarters', svg: quarterChart(model, lang) },
    { id: 'countyQuarters', title: 'chart.countyQuarters', svg: countyQuartersChart(model, lang) },
  ]
  return charts.filter(({ svg }) => svg !== '')
}
