import type { Command } from '../command'
import { composeCommand } from './compose'
import { convertCommand } from './convert'
import { evidenceCommand } from './evidence'
import { sealCommand } from './seal'
import { signCommand } from './sign'
import { verifyCommand } from './verify'

/** All commands, in the order of the help text. */
export const COMMANDS: readonly Command[] = [
  composeCommand,
  signCommand,
  verifyCommand,
  evidenceCommand,
  convertCommand,
  sealCommand,
]
