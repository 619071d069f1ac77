/** What the address of every page of somebody signed in may hold. */
export interface ShellSearch {
  /** The todo whose panel is open beside the page. */
  todo?: string;
}
