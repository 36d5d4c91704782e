// A run that is killed: `KILL_AT=n npx tsx test/run/killed-commit.ts DIR` commits a run into DIR and dies by SIGKILL in its n-th rename.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

let left = Number(process.env.KILL_AT)
const rename = fs.renameSync
fs.renameSync = (from, to) => {
  if (--left === 0) process.kill(process.pid, 'SIGKILL')
  rename(from, to)
}
syncBuiltinESMExports()
const { openFolder } = await import('../../src/run/folder')
const folder = openFolder(process.argv[2], false)
folder.write('summary.json', '{"run":"second"}')
folder.write('villages.csv', 'second', 1)
folder.write('plan.tif', 'second')
folder.write('charts/gain.svg', 'second')
folder.commit({ gigaplan: 'second' })
