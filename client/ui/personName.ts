/** A person's name for the username that the log holds. */
import { useFacts } from '../facts.ts'
import { useNamed } from './words.ts'

/** Answers the name in the language spoken; the username where nobody told a name. */
export function usePersonName(): (username: string) => string {
  const people = useFacts((facts) => facts.people)
  const named = useNamed()
  return (username) => {
    const person = people.get(username)
    return person ? named(person) : username
  }
}
