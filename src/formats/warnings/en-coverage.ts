import { counted, verb } from './english'

/** Notes on the coverage map, a path, a calibration and the threads, in English. */
export const coverage = {
  'generation-missing': ({ wanted, shown, count }: { wanted: string; shown: string; count: number }) =>
    `No ${wanted} station in the network: the map shows its ${counted(count, `${shown} station`)}, held to the rule's level.`,
  'indoor-left-out': ({ count }: { count: number }) =>
    `${counted(count, 'indoor cell')} ${verb(count, 'is', 'are')} left out: they cover rooms, not the map.`,
  'model-no-fit': ({ model, bands }: { model: string; bands: readonly string[] }) =>
    `Model ${model} has no fit for ${bands.join(', ')}: the model "auto" stands in.`,
  'model-no-elevation': ({ model, taken }: { model: string; taken: 'flat' | 'probability' }) =>
    `Model ${model} follows the terrain along each path, and no elevation is given (--terrain): ${
      taken === 'flat'
        ? 'it is taken over flat ground at sea level'
        : 'whether a receiver sees the antenna is taken from its probability over distance, as "auto" does'
    }.`,
  'grid-no-elevation': ({ percent }: { percent: string }) =>
    `${percent} % of the grid has no elevation: taken as sea level.`,
  'grid-no-land-cover': ({ percent }: { percent: string }) =>
    `${percent} % of the grid has no land cover: nothing is added there.`,
  'antenna-models-unknown': ({ count, models, names }: { count: number; models: number; names: readonly string[] }) =>
    `${counted(count, 'cell')} ${verb(count, 'has', 'have')} one of ${counted(models, 'antenna model')} that no antenna file is for (${names.join(', ')}): the default pattern of the band stands for them.`,
  'antenna-models-unnamed': ({ count }: { count: number }) =>
    `${counted(count, 'cell')} ${verb(count, 'names', 'name')} no antenna model: the default pattern of the band stands for them.`,
  'threads-over-limit': ({ asked, perProcessor, used }: { asked: number; perProcessor: number; used: number }) =>
    `${asked} threads are more than ${perProcessor} per processor: ${used} ${verb(used, 'is', 'are')} used.`,
  'threads-not-started': ({ wanted, started }: { wanted: number; started: number }) =>
    `${counted(wanted, 'thread')} ${verb(wanted, 'was', 'were')} asked for and ${started || 'none'} could be started: the system allows no more.`,
  'path-flat': () => 'No --terrain: the ground is taken as flat, at sea level.',
  'path-voids': ({ count, total }: { count: number; total: number }) =>
    `${count} of ${total} samples have no elevation: taken as sea level.`,
  'measured-serving-only': () =>
    'The rows hold the serving cell only: a cell is then measured where it happens to be strong, and the slope comes out flatter than it is. Rows of a scanner, or with neighbour cells, tell more.',
  'measured-short': ({ count, measured, cells }: { count: number; measured: number; cells: number }) =>
    `${count} of ${measured} cells of ${cells} are measured over less than a decade of distance.`,
  'measured-rejected': ({ count, row, reason }: { count: number; row: number; reason: string }) =>
    `${counted(count, 'row was', 'rows were')} rejected. First (row ${row}): ${reason}.`,
} as const
