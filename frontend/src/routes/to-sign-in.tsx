import { Link } from '@tanstack/react-router';

/** The way back to the sign-in page. */
export function ToSignIn() {
  return (
    <p>
      <Link to="/sign-in">Back to sign-in</Link>
    </p>
  );
}
