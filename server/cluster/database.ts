/** Which database the program works on: the server of DATABASE_URL, or a cluster of its own. */
import pg from 'pg'
import { checkServer } from './check.ts'
import { type Cluster, type ClusterOptions, startCluster } from './cluster.ts'

/** Answers once the server is there and new enough. `stop` leaves a server of DATABASE_URL alone. */
export async function openDatabase(
  { databaseUrl, ...own }: { readonly databaseUrl?: string | undefined } & Omit<ClusterOptions, 'say'>,
  say: (words: string) => void,
): Promise<Cluster> {
  if (databaseUrl === undefined) return startCluster({ ...own, say })
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  await client.connect().catch((error: Error) => {
    throw new Error(
      `DATABASE_URL names a server that does not let us in (${error.message}). Correct it, or unset it to use a database of our own.`,
    )
  })
  try {
    await checkServer(client)
  } finally {
    await client.end()
  }
  return { url: databaseUrl, stop: async () => undefined }
}
