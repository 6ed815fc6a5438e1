# The program, and stormtree-gate for CI services, on a small system with git,
# which --policy-from reads revisions with.
#
#   docker build -t stormtree .
#   docker run --rm -v "$PWD:/work" stormtree check model.yaml
FROM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /out/stormtree ./cmd/stormtree

FROM alpine:3.22
# Folders that are mounted belong to somebody else; stormtree lets git run nothing of theirs.
RUN apk add --no-cache bash git && git config --system --add safe.directory '*'
COPY --from=build /out/stormtree /usr/local/bin/stormtree
COPY LICENSE NOTICE /usr/local/share/doc/stormtree/
COPY --chmod=755 integrations/gate.sh /usr/local/bin/stormtree-gate
USER nobody
WORKDIR /work
ENTRYPOINT ["stormtree"]
