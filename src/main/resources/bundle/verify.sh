#!/bin/sh
# Verifies this folder: sh verify.sh [KEYID]
# Verifierar den här mappen. Behöver bara sha256sum, awk, sed och openssl (3.0 eller senare).
#
# Ends with 0 and "VERIFIED" only when everything verifies; else names what does not, and ends with 1.
# KEYID: the key that must have signed, as the call centre has made it known elsewhere.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 1
for tool in sha256sum openssl awk sed; do
    command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 1; }
done
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/links" || exit 1
tab=$(printf '\t')
: >"$work/own"
: >"$work/linked"
: >"$work/keys"
wrong=0

bad() {
    echo "WRONG: $*"
    wrong=1
}

sum() { sha256sum | cut -c1-64; }

# 1. Each record: its place, the hash of its facts, and what is disclosed against what its facts
#    commit to. "number":"sha256:C" in the facts is kept by "number":"S" beside them when C is the
#    SHA-256 of S, which is 32 random digits, a colon and the value.
[ -f records.jsonl ] || { bad "records.jsonl is missing"; : >"$work/none"; }
[ ! -f records.jsonl ] || [ "$(tr -d '\11\12\40-\176\200-\377' <records.jsonl | wc -c)" -eq 0 ] ||
    bad "records.jsonl: holds letters that no record holds"
former=0
about=
while IFS="$tab" read -r hash facts disclosed; do
    n=${facts#'{"n":'}
    n=${n%%,*}
    case "$n" in
    '' | 0* | *[!0-9]*) bad "the record after record $former: is none any more"; continue ;;
    esac
    [ "$n" -gt "$former" ] || bad "record $n: stands after record $former"
    former=$n
    echo "$n $hash $(printf %s "$facts" | sum)" >>"$work/own"
    printf '%s\n' "$disclosed" | awk '
        { s = $0
          if (s == "{}") exit 0
          if (s !~ /^\{.*\}$/) exit 1
          s = substr(s, 2, length(s) - 2) ","
          while (s != "") {
              if (!match(s, /^"[A-Za-z]+":"([^"\\]|\\["\\])*",/)) exit 1
              pair = substr(s, 2, RLENGTH - 3)
              s = substr(s, RLENGTH + 1)
              split(pair, halves, "\":\"")
              value = substr(pair, length(halves[1]) + 4)
              gsub(/\\"/, "\"", value)
              gsub(/\\\\/, "\\", value)
              print halves[1] "\t" value
          } }' >"$work/told" || bad "record $n: what is disclosed cannot be read"
    number=
    while IFS="$tab" read -r field value; do
        case "$facts" in
        *"\"$field\":\"sha256:$(printf %s "$value" | sum)\""*) ;;
        *) bad "record $n: the $field disclosed is not the one committed to" ;;
        esac
        [ "$field" != number ] || number=${value#*:}
    done <"$work/told"
    case "$facts" in
    *'"kind":"decision"'*)
        [ -n "$number" ] || bad "record $n: does not disclose its number"
        [ -z "$about" ] || [ "$about" = "$number" ] || bad "record $n: is about another number"
        about=$number
        ;;
    esac
done <"$([ -f records.jsonl ] && echo records.jsonl || echo "$work/none")"

# 2. Each segment: its head is signed, follows from the head before, and, where records of this
#    bundle stand in it, its chain leads from one to the other. A record's hash is the SHA-256 of
#    the hash before it and of the hash of its facts, each followed by a line feed.
value() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" "$2"; }
end=
key=
position=
for head in segments/*.head.json; do
    [ -f "$head" ] || continue
    name=${head#segments/}
    name=${name%.head.json}
    links=segments/$name.links
    serial=$(expr "${name%%-*}" + 0)
    [ -z "$position" ] || [ "$serial" -eq $((position + 1)) ] ||
        bad "segment $name: segments before it are missing"
    position=$serial
    [ "$(value segment "$head")" = "$name" ] || bad "head of segment $name: is another's"
    [ -z "$end" ] || [ "$(value previous "$head")" = "$end" ] ||
        bad "head of segment $name: does not follow from the one before"
    end=$(value hash "$head")
    signer=$(value key "$head")
    pem=keys/$signer.pub.pem
    # The first key's id is to be compared with what is known of it; each other one is announced.
    [ -z "$key" ] || [ "$key" = "$signer" ] ||
        grep -q "\"kind\":\"key\",\"key\":\"$signer\"" records.jsonl ||
        bad "head of segment $name: signed by key $signer, which no record announced"
    key=$signer
    grep -q "^$signer\$" "$work/keys" || echo "$signer" >>"$work/keys"
    if [ ! -f "$pem" ]; then
        bad "key $signer: $pem is missing"
    elif [ "$(openssl pkey -pubin -in "$pem" -outform DER 2>/dev/null | sum | cut -c1-16)" != "$signer" ]; then
        bad "key $signer: $pem holds another key"
    elif ! openssl pkeyutl -verify -pubin -inkey "$pem" -rawin -in "$head" \
        -sigfile "segments/$name.head.sig" >/dev/null 2>&1; then
        bad "head of segment $name: is not what key $signer signed"
    fi
    [ -f "$links" ] || continue
    rm -f "$work/sums" "$work/chain"
    : >"$work/sums"
    : >"$work/chain"
    cut -f1 "$links" >>"$work/linked"
    # Writes for each record what its hash is of, and has a thousand hashed at a time.
    awk -F "$tab" -v own="$work/own" -v dir="$work/links" -v chain="$work/chain" \
        -v previous="$(value previous "$head")" -v first="$(value first "$head")" \
        -v last="$(value last "$head")" -v end="$end" '
        function sums() {
            if (waiting) system("cd \"" dir "\" && sha256sum * >>../sums && rm -f *")
            waiting = 0
        }
        BEGIN {
            while ((getline line <own) > 0) {
                split(line, part, " ")
                hash[part[1]] = part[2]
                facts[part[1]] = part[3]
            }
            n = first
        }
        {
            if ($1 "" != n "") { print "record " n ": missing in the chain"; cut = 1; exit }
            if (n in hash && hash[n] != $2) print "record " n ": its hash is not the one in the chain"
            if (n in facts && $3 != "-" && facts[n] != $3) print "record " n ": not what was chained"
            if (!(n in facts) && $3 == "-") print "record " n ": stands in the chain and is missing in records.jsonl"
            if (n in facts || $3 != "-") {
                printf "%s\n%s\n", previous, (n in facts ? facts[n] : $3) >(dir "/" n)
                close(dir "/" n)
                print $2 "  " n >chain
                if (++waiting == 1000) sums()
            }
            previous = $2
            n++
        }
        END {
            sums()
            if (!cut && n != last + 1) print "record " n ": missing at the end of the chain"
            else if (!cut && previous != end) print "record " last ": its hash is not the one that was signed"
        }' "$links" >"$work/said"
    awk -v sums="$work/sums" '
        BEGIN { while ((getline line <sums) > 0) { split(line, part, " "); sum[part[2]] = part[1] } }
        sum[$2] != $1 { print "record " $2 ": not what was chained" }' "$work/chain" >>"$work/said"
    while read -r line; do
        bad "segment $name: $line"
    done <"$work/said"
done
[ -n "$position" ] || [ ! -s "$work/own" ] || bad "segments: there is no head"

# 3. Nothing is left over.
while read -r n rest; do
    grep -q "^$n\$" "$work/linked" || bad "record $n: stands in no chain"
done <"$work/own"
for links in segments/*.links; do
    [ ! -f "$links" ] || [ -f "${links%.links}.head.json" ] ||
        bad "segment ${links#segments/}: has no head"
done
[ $# -eq 0 ] || grep -q "^$1\$" "$work/keys" || bad "key $1: signed nothing here"

if [ "$wrong" -ne 0 ]; then
    echo "NOT VERIFIED"
    exit 1
fi
count=$(wc -l <"$work/own" | tr -d ' ')
records=records
[ "$count" -ne 1 ] || records=record
echo "VERIFIED: $count $records${about:+, about number +$about}"
echo "signed by: $(tr '\n' ' ' <"$work/keys")"
