/** A person's name for the username that the log holds. */
import { useFacts } from '../facts.ts'
import { feedName } from './feedName.ts'
import { useNamed, useWords } from './words.ts'

/** Answers the name in the language spoken, of a feed with its source; the username where nobody told a name. */
export function usePersonName(): (username: string) => string {
  const people = useFacts((facts) => facts.people)
  const named = useNamed()
  const words = useWords()
  return (username) => {
    const person = people.get(username)
    return person ? named(person) : (feedName(username, words) ?? username)
  }
}
