/** Everything the browser shows. */
export function App() {
  return <h1>Latch</h1>;
}
