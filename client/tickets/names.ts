/** What a case and an organisation are called on screen. */
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

/** Answers an organisation's name by its id. */
export function useOrganisationName(): (id: number | null) => string {
  const organisations = useCity((city) => city.organisations)
  const named = useNamed()
  return (id) => {
    const known = organisations.find((each) => each.id === id)
    return known ? named(known) : `#${id}`
  }
}
