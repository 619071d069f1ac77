import { type MarkedText, markText } from '@latch/domain/search/marks';
import { findNames } from '@latch/domain/search/search-index';
import type { SearchQuery } from '@latch/domain/search/search-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Outline } from '../../../model/outline/outline';
import { LabelSign, Mark } from '../../../shared/ui/mark';
import { Marked } from '../../../shared/ui/marked';
import { OwnText } from '../../../shared/ui/own-text';
import styles from './search.module.css';

/** Of each kind. */
const MOST = 5;

interface FoundNamesProps {
  typed: string;
  query: SearchQuery;
  outline: Outline;
}

/** Links to the projects, sections and labels with all words of a text in their name. */
export function FoundNames({ typed, query, outline }: FoundNamesProps) {
  const find = <Thing extends { id: string; name: string }>(things: readonly Thing[]) =>
    findNames(typed, things).slice(0, MOST);
  const projects = find(outline.projects);
  const sections = find(outline.sections);
  const labels = find(outline.labels);
  if (projects.length + sections.length + labels.length === 0) return null;
  const projectOf = (id: string) => outline.projects.find((project) => project.id === id);
  return (
    <nav aria-label="Projects, sections and labels">
      <ul className={styles.names}>
        {projects.map((project) => (
          <Name key={project.id} to={linkTo(project)} name={markText(project.name, query)}>
            <Mark colour={project.colour} />
          </Name>
        ))}
        {sections.map(({ id, name, projectId }) => {
          const project = projectOf(projectId);
          return (
            project && (
              <Name key={id} to={linkTo(project)} name={markText(name, query)} within={project.name}>
                <span aria-hidden="true">/</span>
              </Name>
            )
          );
        })}
        {labels.map(({ id, name, colour }) => (
          <Name key={id} to={{ to: '/labels/$labelId', params: { labelId: id } }} name={markText(name, query)}>
            <LabelSign colour={colour} />
          </Name>
        ))}
      </ul>
    </nav>
  );
}

function linkTo({ id, inbox }: Outline['projects'][number]): LinkProps {
  return inbox ? { to: '/inbox' } : { to: '/projects/$projectId', params: { projectId: id } };
}

interface NameProps {
  to: LinkProps;
  name: MarkedText;
  /** The project of a section. */
  within?: string;
  /** What shows its colour. */
  children: ReactNode;
}

function Name({ to, name, within, children }: NameProps) {
  return (
    <li>
      <Link {...to} className={styles.name}>
        {children}
        <OwnText>
          <Marked {...name} />
        </OwnText>
        {within && <OwnText className={styles.within}>{within}</OwnText>}
      </Link>
    </li>
  );
}
