import type { Command } from '../command'
import { evidenceCommand } from './evidence'
import { verifyCommand } from './verify'

/** All commands, in the order of the help text. */
export const COMMANDS: readonly Command[] = [verifyCommand, evidenceCommand]
