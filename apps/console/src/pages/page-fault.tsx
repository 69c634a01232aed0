export function PageFault() {
  return (
    <main className="page-inside">
      <div className="trouble" role="alert">
        <strong>This page broke.</strong>
        <p>
          Nothing was changed. Load it anew; if it breaks again, go on with another page and tell whoever runs JobRun.
        </p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load it anew
        </button>
      </div>
    </main>
  )
}
