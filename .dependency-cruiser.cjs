/** The import rules of docs/architecture.md, kept by `npm run check`. */
const apps = 'auth-server|backend|frontend';

/** The folders of scripts/ below `cli`, and which others each may import; tests may import all of them. */
const scriptFolders = {
  settings: [],
  gateway: [],
  doctor: ['settings'],
  checks: ['settings'],
  stack: ['settings', 'gateway'],
  backup: ['settings', 'stack'],
  'test-runner': ['settings', 'stack'],
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: `^(${apps}|packages|e2e)/` },
      to: { couldNotResolve: true },
    },
    {
      name: 'apps-never-import-each-other',
      severity: 'error',
      from: { path: `^(${apps})/` },
      to: { path: `^(${apps}|e2e|scripts|bench|faults)/`, pathNot: '^$1/' },
    },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/domain/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '.', pathNot: '^(packages/domain/src|node_modules/fractional-indexing)/' },
    },
    {
      name: 'server-kit-imports-nothing-of-ours-but-contracts',
      severity: 'error',
      from: { path: '^packages/server-kit/' },
      to: { path: `^(${apps}|e2e|scripts|bench|faults|packages)/`, pathNot: '^packages/server-kit/' },
    },
    {
      name: 'test-kit-imports-nothing-of-ours-but-contracts',
      severity: 'error',
      from: { path: '^packages/test-kit/' },
      to: { path: `^(${apps}|e2e|scripts|bench|faults|packages)/`, pathNot: '^packages/test-kit/' },
    },
    {
      name: 'test-kit-is-imported-by-tests-alone',
      severity: 'error',
      from: {
        pathNot: [
          `^(${apps})/test/`,
          '^(packages/test-kit|e2e|faults|bench)/',
          '^scripts/(test-runner/|cli/test)',
          '\\.(((db|nginx)-)?test\\.mjs|spec\\.tsx?)$',
        ],
      },
      to: { path: '^packages/test-kit/' },
    },
    {
      name: 'faults-reach-servers-as-processes-alone',
      severity: 'error',
      from: { path: '^faults/' },
      to: { path: `^(${apps}|e2e|bench)/` },
    },
    {
      name: 'src-never-imports-contracts-beyond-types-and-documents',
      severity: 'error',
      from: { path: `^(${apps})/src/` },
      to: { path: '^contracts/', pathNot: '^contracts/(dist|cases)/' },
    },
    {
      name: 'e2e-imports-keys-and-what-tests-share-alone',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: `^(${apps})/`, pathNot: '^frontend/src/(testing|shared/keys)/' },
    },
    {
      name: 'e2e-takes-the-fakes-without-the-network-of-unit-tests',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^frontend/src/testing/(server|setup|render)\\.tsx?$', reachable: true },
    },
    {
      name: 'contracts-import-nothing',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { path: `^(${apps}|packages|e2e|scripts)/` },
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: `^(${apps})/src/`, pathNot: '(\\.spec\\.tsx?$|^frontend/src/testing/)' },
      to: { path: `(^(${apps})/test/|\\.spec\\.tsx?$|^frontend/src/testing/)` },
    },
    {
      name: 'backend-fields-know-no-feature',
      severity: 'error',
      from: { path: '^backend/src/fields/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^backend/src/', pathNot: '^backend/src/(fields|common)/' },
    },
    {
      name: 'backend-common-knows-no-feature',
      severity: 'error',
      from: { path: '^backend/src/(common|config)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^backend/src/(todos|projects|labels|saved-filters|outline|trash|account-data|history|ordering|health|me|auth|fields)/',
      },
    },
    {
      name: 'backend-history-and-order-know-no-feature',
      severity: 'error',
      from: { path: '^backend/src/(history|ordering|database)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^backend/src/(todos|projects|labels|saved-filters|outline|trash|account-data)/' },
    },
    {
      name: 'backend-projects-and-labels-know-no-todos',
      severity: 'error',
      from: { path: '^backend/src/(projects|labels|saved-filters)/' },
      to: { path: '^backend/src/(todos|outline|trash|account-data)/' },
    },
    {
      name: 'backend-todos-know-no-trash-and-no-outline',
      severity: 'error',
      from: { path: '^backend/src/(todos|trash)/' },
      to: { path: '^backend/src/(outline|trash|account-data)/', pathNot: '^backend/src/$1/' },
    },
    {
      name: 'backend-todos-are-reached-through-the-services-they-export',
      severity: 'error',
      from: { path: '^backend/src/', pathNot: '^backend/src/todos/' },
      to: {
        path: '^backend/src/todos/',
        pathNot: '^backend/src/todos/(todos\\.module|queries/todo-list\\.service|commands/todo-trash\\.service)\\.ts$',
      },
    },
    {
      name: 'backend-todo-rows-know-no-command-query-placement-or-undo',
      severity: 'error',
      from: { path: '^backend/src/todos/(dto/|[^/]+$)', pathNot: '\\.(controller|module)\\.ts$' },
      to: { path: '^backend/src/todos/(commands|queries|placement|undo)/' },
    },
    {
      name: 'backend-todo-queries-and-placement-know-no-other-part',
      severity: 'error',
      from: { path: '^backend/src/todos/(queries|placement)/' },
      to: { path: '^backend/src/todos/(commands|queries|placement|undo)/', pathNot: '^backend/src/todos/$1/' },
    },
    {
      name: 'backend-todo-queries-write-nothing',
      severity: 'error',
      from: { path: '^backend/src/todos/queries/' },
      to: { path: '^backend/src/todos/todo(-writer|-tree\\.repository|\\.repository)\\.ts$' },
    },
    {
      name: 'backend-todo-commands-know-no-query-and-no-undo',
      severity: 'error',
      from: { path: '^backend/src/todos/commands/' },
      to: { path: '^backend/src/todos/(queries|undo)/' },
    },
    {
      name: 'backend-todo-undo-knows-no-query',
      severity: 'error',
      from: { path: '^backend/src/todos/undo/' },
      to: { path: '^backend/src/todos/queries/' },
    },
    {
      name: 'backend-repository-is-private-to-its-feature',
      severity: 'error',
      from: { path: '^backend/src/([^/]+)/' },
      to: { path: '^backend/src/[^/]+/.*\\.repository\\.ts$', pathNot: '^backend/src/$1/' },
    },
    {
      name: 'backend-controllers-only-reach-services',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: { path: '\\.repository\\.ts$' },
    },
    {
      name: 'backend-services-never-reach-controllers',
      severity: 'error',
      from: { path: '^backend/src/.*\\.(service|repository)\\.ts$' },
      to: { path: '\\.controller\\.ts$' },
    },
    {
      name: 'frontend-shared-imports-nothing-above',
      severity: 'error',
      from: { path: '^frontend/src/shared/' },
      to: { path: '^frontend/src/(replica|model|entities|features|shell|routes|app)/' },
    },
    {
      name: 'frontend-replica-imports-shared-alone',
      severity: 'error',
      from: { path: '^frontend/src/replica/' },
      to: { path: '^frontend/src/(model|entities|features|shell|routes|app)/' },
    },
    {
      name: 'frontend-model-imports-replica-and-shared-alone',
      severity: 'error',
      from: { path: '^frontend/src/model/' },
      to: { path: '^frontend/src/(entities|features|shell|routes|app)/' },
    },
    {
      name: 'frontend-entities-import-model-and-shared-alone',
      severity: 'error',
      from: { path: '^frontend/src/entities/([^/]+)/' },
      to: { path: '^frontend/src/(entities|features|shell|routes|app)/', pathNot: '^frontend/src/entities/$1/' },
    },
    {
      name: 'frontend-features-are-islands',
      severity: 'error',
      from: { path: '^frontend/src/features/([^/]+)/' },
      to: { path: '^frontend/src/(features|shell|routes|app)/', pathNot: '^frontend/src/features/$1/' },
    },
    {
      name: 'frontend-shell-imports-no-route-or-app',
      severity: 'error',
      from: { path: '^frontend/src/shell/' },
      to: { path: '^frontend/src/(routes|app)/' },
    },
    {
      name: 'frontend-routes-never-import-app',
      severity: 'error',
      from: { path: '^frontend/src/routes/' },
      to: { path: '^frontend/src/app/' },
    },
    ...Object.entries(scriptFolders).map(([folder, others]) => ({
      name: `scripts-${folder}-imports-${others.join('-and-') || 'itself'}-alone`,
      severity: 'error',
      from: { path: `^scripts/${folder}/`, pathNot: '\\.(db-)?test\\.mjs$' },
      to: {
        path: `^(${apps}|e2e|faults|bench|scripts)/`,
        pathNot: `^scripts/(${[folder, ...others].join('|')})/`,
      },
    })),
    {
      name: 'commands-are-run-and-not-imported',
      severity: 'error',
      from: { pathNot: '^scripts/cli/' },
      to: { path: '^scripts/cli/' },
    },
    {
      name: 'auth-server-features-are-known-to-no-layer-below',
      severity: 'error',
      from: {
        path: '^auth-server/src/(http|validation|passwords|session|audit|limits|mail|better-auth|shell)/',
      },
      to: {
        path: '^auth-server/src/((account|administration|devices|invitations|passkeys|providers|second-factor|setup)/|(routes|services|server|auth)\\.ts)',
      },
    },
    {
      name: 'auth-server-shell-is-for-routes',
      severity: 'error',
      from: { path: '^auth-server/src/(http|validation|passwords|session|audit|limits|mail|better-auth)/' },
      to: { path: '^auth-server/src/shell/' },
    },
    {
      name: 'auth-server-http-imports-no-layer-above',
      severity: 'error',
      from: { path: '^auth-server/src/(http|validation|passwords)/' },
      to: { path: '^auth-server/src/(session|audit|limits|mail|better-auth|shell)/' },
    },
    {
      name: 'no-drawers',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(auth-server|backend|frontend|packages)/.*/(utils|helpers|misc)(/|\\.tsx?$)' },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: { path: `^(${apps}|packages/[^/]+)/src/` },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'src-uses-no-development-dependency',
      severity: 'error',
      from: { path: '^(auth-server|backend|packages/[^/]+)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.vite)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
