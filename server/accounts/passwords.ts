/** Passwords: argon2id with 19 MiB, 2 passes, 1 lane (OWASP's first choice), about 30 ms a check. */
import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** Whether the password is right. An unknown account costs the same time, so that its absence cannot be measured. */
export async function checkPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await decoy), password)
  return right && passwordHash !== undefined
}

const decoy = hashPassword('nobody has this password')
