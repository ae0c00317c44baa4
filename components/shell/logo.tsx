export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path d="M4 14.25h12" stroke="#fff" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="10" cy="8" r="2.75" fill="#fff" />
    </svg>
  );
}
