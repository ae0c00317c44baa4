import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

export type AuthFrameProps = { title: string; subtitle?: ReactNode; below?: ReactNode; children: ReactNode };

/** The quiet page around every form of a person who is not signed in. */
export function AuthFrame({ title, subtitle, below, children }: AuthFrameProps) {
  return (
    <main className="auth">
      <div className="auth-box">
        <div className="row brand">
          <Logo />
          <span>Touchline</span>
        </div>
        <div className="panel auth-panel">
          <div>
            <h1>{title}</h1>
            {subtitle ? <p className="t2">{subtitle}</p> : null}
          </div>
          {children}
        </div>
        {below ? <div className="t2 text-center">{below}</div> : null}
      </div>
    </main>
  );
}
