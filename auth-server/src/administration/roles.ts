/** How Better Auth's admin plugin calls administrators, in `user.role`. */
export const ADMINISTRATOR_ROLE = 'admin';

/** And everybody else. */
export const USER_ROLE = 'user';
