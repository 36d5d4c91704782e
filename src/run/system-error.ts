import { InputError } from '../formats/input-error'

/** What a user can do about a refusal of the system, by its code. */
const MENDS: Record<string, string> = {
  ENOSPC: 'the disk is full (of bytes or of files): free some, or name a folder on another disk',
  EDQUOT: 'your quota on this disk is used up: free some, or name a folder on another disk',
  EFBIG: 'the disk takes no file of this size: name a folder on another one',
  EMFILE: 'too many files are open: raise the limit (ulimit -n 1024)',
  ENFILE: 'too many files are open on this machine: close some programs',
  EACCES: 'you have no permission: change it, or name another place',
  EPERM: 'the system does not allow it: change the permission, or name another place',
  EROFS: 'the disk is read-only: name a folder on another one',
  EISDIR: 'a folder is in the way: move it, or name another place',
  ENOTDIR: 'a file stands where a folder was expected: move it, or name another place',
  ENOTEMPTY: 'a folder with files is in the way: move it, or name another place',
  EEXIST: 'something of that name is in the way: move it, or name another place',
  ELOOP: 'links point at each other: mend them, or name another place',
  ENAMETOOLONG: 'the name is too long for this disk: choose a shorter one',
  ENOENT: 'it is not there any more: was it moved meanwhile?',
  EBUSY: 'another program holds it: close that one',
  EIO: 'the disk does not answer as it should: check it',
}

/** A refusal of the system (disk, permission, limits) in the user's words; undefined where the error is none. */
export function systemFault(error: unknown): InputError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', path, syscall } = error as NodeJS.ErrnoException
  const mend = MENDS[code]
  if (!mend || !syscall) return undefined
  return new InputError('system-refused', path ?? syscall, `${code} at ${syscall}: ${mend}.`)
}
