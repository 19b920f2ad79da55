/** The project's folder, wherever this code runs from: as it is written, or built into `server/dist`. */
import { basename, resolve } from 'node:path'

const here = import.meta.dirname

export const root = resolve(here, basename(here) === 'dist' ? '../..' : '..')
