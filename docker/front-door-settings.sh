#!/bin/sh
# Turns the settings of the front door into nginx's words, when the container starts.
#   PUBLIC_URL       https there means HSTS, and that the servers are told of https; a path there is where Latch lives
#   TRUSTED_PROXIES  who may say, by X-Forwarded-For, where a request came from: addresses, networks, and the words
#                    loopback, linklocal and uniquelocal, comma-separated
set -eu

addresses() {
  for entry in $(echo "${TRUSTED_PROXIES:-}" | tr ',' ' '); do
    case "$entry" in
      loopback) echo 127.0.0.0/8 ::1/128 ;;
      linklocal) echo 169.254.0.0/16 fe80::/10 ;;
      uniquelocal) echo 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 ;;
      *[!0-9a-fA-F:./]*)
        echo "TRUSTED_PROXIES must list addresses, networks like 10.0.0.0/8 or the words loopback, linklocal and uniquelocal." >&2
        return 1 ;;
      *) echo "$entry" ;;
    esac
  done
}

trusted=$(addresses)
case "${PUBLIC_URL:-}" in
  https://*) scheme=https hsts=max-age=31536000 ;;
  *) scheme=http hsts= ;;
esac
{
  echo "map '' \$public_scheme { default $scheme; }"
  echo "map '' \$hsts { default '$hsts'; }"
  for address in $trusted; do echo "set_real_ip_from $address;"; done
  echo "real_ip_header X-Forwarded-For;"
  echo "real_ip_recursive on;"
} > /tmp/settings.conf

# Below a path: a proxy may pass it on, which is taken away here, or leave it out; the app's page, and it alone, must name
# its files from there. scripts/front-door/app-path.mjs does the same for `npm start`.
path=$(echo "${PUBLIC_URL:-}" | sed -E 's#^https?://[^/]*##; s#/$##')
case "$path" in
  '') : > /tmp/app-path.conf ;;
  *[!A-Za-z0-9._~/-]* | *//*)
    echo "PUBLIC_URL must be the address people open, like https://todo.example.com or https://example.com/todo." >&2
    exit 1 ;;
  *)
    cat > /tmp/app-path.conf << CONF
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
    ;;
esac
