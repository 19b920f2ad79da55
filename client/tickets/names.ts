/** What a case is called on screen. */
import type { Ticket } from '#contract/tickets.ts'
import { useCity } from '../session.ts'
import { useNamed } from '../ui/words.ts'

/** Answers the category's name of a case; its code where the city does not know it. */
export function useCategoryName(): (ticket: Pick<Ticket, 'category'>) => string {
  const categories = useCity((city) => city.categories)
  const named = useNamed()
  return ({ category }) => {
    const known = categories.get(category)
    return known ? named(known) : category
  }
}
