import { warningsOf } from './environment.fixture';

/** Exported names seen in shells, containers, clusters, CI runners, npm scripts and the languages beside Node. */
const ORDINARY_NAMES = `
  _ BASH BASH_ENV CDPATH COLORTERM COLUMNS CLICOLOR DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION DISPLAY EDITOR ENV EUID
  FPATH GDM_LANG GID GPG_TTY GROUP HISTCONTROL HISTFILE HISTSIZE HOME HOSTNAME HOSTS HOSTTYPE IFS INFOPATH INPUTRC
  INVOCATION_ID JOURNAL_STREAM LANG LANGUAGE LC_ALL LC_CTYPE LESS LESSCLOSE LESSOPEN LINES LOGNAME LS_COLORS MACHTYPE
  MAIL MAILCHECK MANPATH MOTD_SHOWN NO_COLOR OLDPWD OPTIND OSTYPE PAGER PATH POST PPID PROMPT PROMPT_COMMAND PS1 PS2 PS4 PWD
  RANDOM SECONDS SHELL SHELLOPTS SHLVL SHOST SSH_AGENT_PID SSH_AUTH_SOCK SSH_CLIENT SSH_CONNECTION SSH_TTY SUDO_USER
  SYSTEMD_EXEC_PID TERM TERMINFO TERM_PROGRAM TERM_PROGRAM_VERSION TMP TMPDIR TMUX TMUX_PANE TTY TZ UID USER USERNAME
  VISUAL VTE_VERSION WAYLAND_DISPLAY WINDOWID XAUTHORITY XDG_CONFIG_DIRS XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR
  XDG_SESSION_TYPE PORTAGE PORTAGE_CONFIGROOT PORTDIR WSLENV WSL_DISTRO_NAME WINDIR
  http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE
  NODE NODE_HOME NODE_OPTIONS NODE_PATH NODE_VERSION NODE_EXTRA_CA_CERTS NODE_DEBUG NODE_TLS_REJECT_UNAUTHORIZED
  NVM_BIN NVM_DIR NVM_INC YARN_VERSION INIT_CWD COLOR npm_command npm_config_cache npm_config_node_gyp npm_execpath
  npm_lifecycle_event npm_lifecycle_script npm_node_execpath npm_package_json npm_package_name npm_package_version
  FORCE_COLOR DEBUG UV_THREADPOOL_SIZE BABEL_ENV RAILS_ENV RACK_ENV APP_ENV APP_HOST APP_PORT JEST_WORKER_ID
  KUBERNETES_PORT KUBERNETES_PORT_443_TCP_ADDR KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT POD_NAME POD_IP HOST_IP
  DOCKER_HOST CONTAINER_ID ECS_CONTAINER_METADATA_URI AWS_REGION AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN DYNO GAE_ENV K_SERVICE
  REDIS_HOST REDIS_PORT REDIS_PASSWORD REDIS_TLS REDIS_SERVICE_HOST PGHOST PGPORT PGDATA PGUSER PGDATABASE
  DATABASE_NAME DATABASE_HOST DATABASE_USER POSTGRES_PASSWORD POSTGRES_DB DB_URL DB_HOST PUBLIC_DIR PUBLIC_IP
  CI GITHUB_ACTIONS GITHUB_WORKSPACE RUNNER_OS GITLAB_CI CI_COMMIT_SHA BUILD_ID GIT_DIR GIT_EDITOR GIT_PAGER
  JAVA_HOME GOPATH GOROOT CARGO_HOME PYTHONPATH VIRTUAL_ENV PYENV_ROOT
  LOG_FILE LOG_DIR LOG_FORMAT OTEL_SERVICE_NAME OTEL_RESOURCE_ATTRIBUTES OTEL_EXPORTER_OTLP_HEADERS
  OTEL_EXPORTER_OTLP_PROTOCOL OTEL_EXPORTER_OTLP_TIMEOUT OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
`
  .trim()
  .split(/\s+/);

const warningsFor = (...names: readonly string[]) => warningsOf(Object.fromEntries(names.map((name) => [name, '1'])));

describe('names that are not read', () => {
  it.each([
    ['REDIS_ULR', 'REDIS_URL'],
    ['REDIS_URI', 'REDIS_URL'],
    ['redis_url', 'REDIS_URL'],
    ['TOKEN_INFO_TTL', 'TOKEN_INFO_TTL_MS'],
    ['TOKEN_INFO_STALE', 'TOKEN_INFO_STALE_MS'],
    ['TOKEN_INFO_NEGATIV_TTL', 'TOKEN_INFO_NEGATIVE_TTL_MS'],
    ['INSTANCE_PARAM_MAX_AGE', 'INSTANCE_PARAM_MAX_AGE_MS'],
    ['RATE_LIMIT_ANONYMUOS', 'RATE_LIMIT_ANONYMOUS'],
    ['RATELIMIT_PER_INSTANCE', 'RATE_LIMIT_PER_INSTANCE'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['DATABSE_ULR', 'DATABASE_URL'],
    ['PROT', 'PORT'],
    ['HSOT', 'HOST'],
    ['NODE_EVN', 'NODE_ENV'],
    ['WIX_APPID', 'WIX_APP_ID'],
    ['WIX_APP_SECRETS', 'WIX_APP_SECRET'],
    ['WIX_API_TIMEOUT', 'WIX_API_TIMEOUT_MS'],
    // Nearer to one than to its neighbour.
    ['WIX_TOKEN_TIMEOUT_M', 'WIX_TOKEN_TIMEOUT_MS'],
  ])('%s is pointed out, and %s suggested', (name, meant) => {
    expect(warningsFor(name)).toEqual([`${name}: not read; did you mean ${meant}?`]);
  });

  it('an unknown WIX_ name is pointed out even when it resembles nothing', () => {
    expect(warningsFor('WIX_SITE_TOKEN')).toEqual(['WIX_SITE_TOKEN: not read; there is no such setting']);
  });

  it("the emulator's names are left alone, and nothing else of the kind", () => {
    expect(warningsFor('WIX_EMULATOR_PORT', 'WIX_EMULATOR_URL', 'WIX_APP_PRIVATE_KEY')).toEqual([]);
    expect(warningsFor('WIX_EMULATOR', 'WIX_APP_PRIVATE_KEYS')).toHaveLength(2);
  });

  it('the settings themselves are', () => {
    expect(warningsOf({ PORT: '1', WIX_CLIENT_ID: undefined, REDIS_URL: '', LOG_LEVEL: 'warn' })).toEqual([]);
  });

  it('an unset or empty one is', () => {
    expect(warningsOf({ REDIS_ULR: '', CORS_ORIGIN: undefined, WIX_NONSENSE: '' })).toEqual([]);
  });

  it.each(ORDINARY_NAMES)('%s is an ordinary name', (name) => {
    expect(warningsFor(name)).toEqual([]);
  });

  it('a warning is one line and repeats no value', () => {
    const [line] = warningsOf({ WIX_APP_SECRT: 'hush' });
    expect(line).toBe('WIX_APP_SECRT: not read; did you mean WIX_APP_SECRET?');
    expect(warningsFor('WIX_A\nB')).toEqual([]);
  });
});
