/** Fetches the dashboard's program; fetched once however often it is asked for. */
export const loadDashboard = () => import('./dashboard-page');
