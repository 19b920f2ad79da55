/** Coverage on a real database: segments of the city's zones, passes exactly once over restarts, and what is told of them. */
import { Registry } from 'prom-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Coverage, Debt, PassCount, Segments } from '#contract/coverage.ts'
import { followLog } from '../events/tail.ts'
import { addRow, COPY_END, COPY_FIXES, COPY_HEAD, emptyRows } from '../positions/rows.ts'
import { person, smallCity, type TestDatabase, testDatabase } from '../testing.ts'
import { type CoverageWatch, startCoverage } from './start.ts'
