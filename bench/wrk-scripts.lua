-- Asks for each of the paths in the file LINKS in turn; each answer must hold the text EXPECT.
local paths = {}
for line in io.lines(os.getenv("LINKS")) do paths[#paths + 1] = line end
local expect = os.getenv("EXPECT") or ""
local threads = {}
local at = math.random(#paths)
wrong = 0

function setup(thread) threads[#threads + 1] = thread end

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

function response(status, headers, body)
  if status ~= 200 or not body:find(expect, 1, true) then wrong = wrong + 1 end
end

done = function(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do failed = failed + thread:get("wrong") end
  print(string.format("metric requests %d", summary.requests))
  print(string.format("metric rate %.6g", summary.requests / (summary.duration / 1e6)))
  print(string.format("metric ms-p50 %.6g", latency:percentile(50) / 1e3))
  print(string.format("metric ms-p99 %.6g", latency:percentile(99) / 1e3))
  print(string.format("metric failed %d", failed))
end
