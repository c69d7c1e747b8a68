-- Asks for orders with the header lines of a file, each in turn. The file is the first argument.
local requests = {}
local at = 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    local name, value = line:match("^([^:]+): (.*)$")
    requests[#requests + 1] = wrk.format("GET", "/orders", { [name] = value })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("served %d %d %d %d\n",
    summary.requests, summary.duration, errors.status, broken))
end
