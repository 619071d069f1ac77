#!/bin/sh
# Turns the settings of the gateway into nginx's words, when the container starts.
#   PUBLIC_URL       https there means HSTS, and that the servers are told of https; a path there is where Latch lives
#   TRUSTED_PROXIES  who may say, by X-Forwarded-For, where a request came from: addresses, networks, and the words
#                    loopback, linklocal and uniquelocal, comma-separated
set -eu
settings=${NGINX_SETTINGS:-/tmp}

addresses() {
  for entry in $(echo "${TRUSTED_PROXIES:-}" | tr ',' ' '); do
    case "$entry" in
      loopback) echo 127.0.0.0/8 ::1/128 ;;
      linklocal) echo 169.254.0.0/16 fe80::/10 ;;
      uniquelocal) echo 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 ;;
      *[!0-9a-fA-F:./]*)
        echo "TRUSTED_PROXIES must list addresses, networks like 10.0.0.0/8 or the words loopback, linklocal and uniquelocal." >&2
        return 1 ;;
      */*.*) echo "${entry%/*}/$(prefix_of "${entry#*/}")" ;;
      *) echo "$entry" ;;
    esac
  done
}

# nginx knows a network by its prefix alone: of 255.255.0.0 it is 16.
prefix_of() {
  bits=0
  for part in $(echo "$1" | tr '.' ' '); do
    while [ "$part" -gt 0 ]; do
      bits=$((bits + 1)) part=$((part * 2 % 256))
    done
  done
  echo "$bits"
}

refuse_public_url() {
  echo "PUBLIC_URL must be the address people open, like https://todo.example.com or https://example.com/todo." >&2
  exit 1
}

# The same rules as in packages/server-kit/src/settings; scripts/settings/settings-cases.json holds both to them.
url=$(printf '%s' "${PUBLIC_URL:-http://localhost}" | sed -E 's/^[[:space:]]+//; s/[[:space:]]+$//')
rest=${url#*://}
scheme=$(printf '%s' "${url%"$rest"}" | tr 'HTPS' 'htps')
authority=${rest%%/*}
path=$(printf '%s' "${rest#"$authority"}" | sed -E 's#/+$##')
port=$(printf '%s' "$authority" | sed -nE 's/^.*:([^]:]*)$/\1/p')
case "$scheme" in
  https://) scheme=https hsts=max-age=31536000 ;;
  http://) scheme=http hsts= ;;
  *) refuse_public_url ;;
esac
case "$authority" in
  '' | :* | .* | *..* | *[]?#@%\\[:space:][]*)
    # Square brackets are for an IPv6 address alone.
    printf '%s' "$authority" | grep -Eiq '^\[[0-9a-f:.]+\](:[0-9]*)?$' || refuse_public_url ;;
esac
case "$port" in *[!0-9]* | ??????*) refuse_public_url ;; esac
[ "${port:-0}" -le 65535 ] || refuse_public_url
case "$path" in
  '') ;;
  /api | /api/* | /assets | /assets/* | *[!A-Za-z0-9._~/-]* | *//* | */.*) refuse_public_url ;;
esac

trusted=$(addresses)
{
  echo "map '' \$public_scheme { default $scheme; }"
  echo "map '' \$hsts { default '$hsts'; }"
  for address in $trusted; do echo "set_real_ip_from $address;"; done
  echo "real_ip_header X-Forwarded-For;"
  echo "real_ip_recursive on;"
} > "$settings/settings.conf"

# Below a path: a proxy may pass it on, which is taken away here, or leave it out; the app's page, and it alone, must name
# its files from there. scripts/gateway/app-path.mjs does the same for `npm start`.
if [ -z "$path" ]; then
  : > "$settings/app-path.conf"
else
  cat > "$settings/app-path.conf" << CONF
absolute_redirect off;
location = $path { return 308 $path/\$is_args\$args; }
rewrite ^$(echo "$path" | sed 's/\./\\./g')(/.*)\$ \$1;
location = /index.html {
    include /etc/nginx/page-headers.conf;
    add_header Cache-Control "no-cache";
    gzip_static off;
    sub_filter_once off;
    sub_filter ' href="/' ' href="$path/';
    sub_filter ' src="/' ' src="$path/';
}
CONF
fi

# Where the machine has IPv6: without it nginx would not start.
if [ -e "${IF_INET6:-/proc/net/if_inet6}" ]; then echo 'listen [::]:8080;' > "$settings/listen.conf"; else : > "$settings/listen.conf"; fi

# Connections to the servers are kept from nginx 1.27.3 on, which can follow names within such a group. An older one asks
# for the name with each request and connects anew.
version=$(nginx -v 2>&1 | sed -nE 's#^.*nginx/([0-9]+)\.([0-9]+)\.([0-9]+).*$#\1 \2 \3#p')
# shellcheck disable=SC2086
keeps() { [ $((${1:-0} * 1000000 + ${2:-0} * 1000 + ${3:-0})) -ge 1027003 ]; }
if keeps $version; then
  cat > "$settings/upstreams.conf" << 'CONF'
upstream latch_backend {
    zone latch_backend 64k;
    server backend:3002 resolve max_fails=0;
    keepalive 32;
    keepalive_timeout 30s;
}
upstream latch_auth_server {
    zone latch_auth_server 64k;
    server auth-server:3001 resolve max_fails=0;
    keepalive 32;
    keepalive_timeout 30s;
}
map '' $backend { default latch_backend; }
map '' $auth_server { default latch_auth_server; }
CONF
else
  cat > "$settings/upstreams.conf" << 'CONF'
map '' $backend { default backend:3002; }
map '' $auth_server { default auth-server:3001; }
CONF
fi
