// The way to a list's next page.
interface Given {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

export function ReadOn({ of }: { of: Given }) {
  if (!of.hasNextPage) return null
  return (
    <div className="more">
      <button type="button" className="button" disabled={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        {of.isFetchingNextPage ? 'Fetching…' : 'Show more'}
      </button>
    </div>
  )
}
