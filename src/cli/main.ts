import { Command, CommanderError, Option as CommanderOption } from 'commander'
import { InputError } from '../formats/input-error'
import { OPTIONS, type Option } from '../run/options'
import { attributeOf, settingsOf, takesSeveral } from '../run/settings'
import { systemFault } from '../run/system-error'
import { version } from '../version'
import { COMMANDS, type Command as CommandWords, headingOf } from './command-table'
import { tellFault, tellInputError } from './tell'

/** Exit statuses of the contract. */
const [DONE, OWN_FAULT, INPUT_WRONG, INTERRUPTED] = [0, 1, 2, 130]

/** Runs one command; every command is a module of its own, loaded when it is called. */
async function runCommand(words: CommandWords, positional: string[], flags: Record<string, unknown>): Promise<number> {
  const raw: Record<string, unknown> = {}
  for (const key of words.options) raw[key] = flags[attributeOf(OPTIONS[key].flag)]
  const settings = settingsOf(raw, 'command line')
  const abort = new AbortController()
  const interrupt = (): void => abort.abort(new DOMException('interrupted', 'AbortError'))
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  process.once('SIGHUP', interrupt)
  const context = { settings, signal: abort.signal }
  switch (words.name) {
    case 'demo':
      return (await import('./commands/demo')).demo(context)
    case 'run':
      return (await import('./commands/run')).run(context, positional[0])
    case 'check':
      return (await import('./commands/check')).check(context, positional[0])
    case 'coverage':
      return (await import('./commands/run')).coverage(context, positional[0])
    case 'plan':
      return (await import('./commands/run')).plan(context, positional[0])
    case 'report':
      return (await import('./commands/report')).report(context, positional[0])
    case 'serve':
      return (await import('./commands/serve')).serve(context, positional[0])
    case 'compare':
      return (await import('./commands/compare')).compare(context, positional[0], positional[1])
    case 'calibrate':
      return (await import('./commands/calibrate')).calibrateCommand(context, positional[0])
    case 'profile':
      return (await import('./commands/profile')).profile(context, positional[0])
    case 'init':
      return (await import('./commands/init')).init(context, positional[0])
  }
  throw new Error(`no module for the command ${words.name}`)
}

/** Parses the command line, runs it, and returns the exit status. */
export async function main(args: string[]): Promise<number> {
  let status = DONE
  let interrupted = 'Interrupted: nothing was left half written.'
  const program = new Command('gigaplan')
    .description('Plan dual-gigabit networks, 5G and gigabit fibre, village by village.')
    .version(version, '-V, --version')
    .helpOption('-h, --help', 'this page')
    .helpCommand(false)
    .showHelpAfterError('(gigaplan --help lists the commands)')
    .exitOverride()
    .addHelpText('after', '\nTry it:\n  gigaplan demo\n')
  for (const words of COMMANDS) {
    const command = program
      .command(words.name)
      .description(words.help)
      .exitOverride()
      .helpOption('-h, --help', 'this page')
      .addHelpText('after', `\nExample:\n  ${words.example}\n`)
    for (const argument of words.arguments) {
      command.argument(argument.startsWith('[') ? argument : `<${argument}>`)
    }
    for (const key of words.options) {
      const option: Option = OPTIONS[key]
      const value = option.value?.replace('…', '')
      const flags = value ? `${option.flag} <${value}${takesSeveral(option) ? '...' : ''}>` : option.flag
      command.addOption(new CommanderOption(flags, option.help).helpGroup(headingOf(key)))
    }
    command.action(async (...given: unknown[]) => {
      const positional = given.slice(0, words.arguments.length) as string[]
      // It writes nothing, and an interrupt is its usual end.
      if (words.name === 'serve') interrupted = 'The server has stopped.'
      status = await runCommand(words, positional, command.opts())
    })
  }
  if (args.length === 0) {
    program.outputHelp()
    return DONE
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : INPUT_WRONG
    const fault = error instanceof InputError ? error : systemFault(error)
    if (fault) {
      tellInputError(fault)
      return INPUT_WRONG
    }
    if (error instanceof Error && error.name === 'AbortError') {
      process.stderr.write(`\n${interrupted}\n`)
      return INTERRUPTED
    }
    tellFault(error)
    return OWN_FAULT
  }
}
