export function Brand() {
  return (
    <p className="brand">
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect className="brand-ground" width="32" height="32" rx="9" />
        <path className="brand-tick" d="M7 17l4.500 4.500L18 13m-1 7 1.500 1.500L26 12" />
      </svg>
      JobRun
    </p>
  )
}
