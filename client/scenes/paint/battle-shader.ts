/**
 * The sea from its side: sky and sun above uHorizon (share of the height), below it water that passes to the left as
 * uShift grows. Texture coordinates run up.
 */
export const RACE_SHADER = `
precision highp float;
varying vec2 outTexCoord;
uniform float uTime;
uniform float uShift;
uniform vec2 uSize;
uniform float uHorizon;

float hash(vec2 p) {
  p = fract(p * vec2(123.34, 456.21));
  p += dot(p, p + 45.32);
  return fract(p.x * p.y);
}
float noise(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3. - 2. * f);
  return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
}
float fbm(vec2 p) {
  return .55 * noise(p) + .3 * noise(p * 2.03 + 7.) + .15 * noise(p * 4.1 + 3.);
}
vec3 sky(vec2 p, float t) {
  vec3 c = mix(vec3(.40, .76, .97), vec3(.80, .94, .98), smoothstep(0., .75, t));
  c = mix(c, vec3(1., .93, .80), smoothstep(.70, 1., t));
  vec2 s = p - vec2(uSize.x * .76, uSize.y * uHorizon * .60);
  float r = length(s) / clamp(uSize.x / 1100., .45, 1.);
  float disc = 1. - smoothstep(25., 28., r);
  c = mix(c, vec3(1., .965, .86), .82 * exp(-r * .011));
  c += vec3(1., .95, .8) * .05 * smoothstep(.2, .8, sin(atan(s.y, s.x) * 9. + uTime * .12)) * exp(-r * .004);
  return mix(min(c, 1.), vec3(1., .93, .64), disc);
}
vec3 water(vec2 p, float t) {
  float z = 1. / (t * 1.15 + .10);
  vec2 q = vec2((p.x - uSize.x * .5) * .010 * z * .62 + uShift, z * 3.1);
  vec3 c = mix(vec3(.58, .89, .91), vec3(.16, .70, .83), smoothstep(0., .28, t));
  c = mix(c, vec3(.07, .54, .76), smoothstep(.22, 1., t));
  c += (fbm(q * 1.1) - .5) * .12;
  float w = abs(fract(q.y * 1.6 + (fbm(q * vec2(.7, .5)) - .5) * 2.6 - uTime * .05) - .5);
  float m = smoothstep(.5, .72, noise(q * vec2(.9, 2.1) + 3.));
  c += vec3(.8, .98, 1.) * (1. - smoothstep(.02, .13, w)) * m * .36 * smoothstep(.02, .2, t);
  float g = noise(vec2(p.x * .12 + uTime * 2., p.y * .5)) * noise(vec2(p.x * .21 - uTime * 1.6, p.y * .7));
  float x = abs(p.x - uSize.x * .76) / (60. + t * 240.);
  c += vec3(1., .93, .72) * smoothstep(.48, .72, g) * exp(-x * x) * .5 * (1. - t * .75);
  return mix(vec3(1., .97, .9), c, smoothstep(0., .018, t));
}
void main() {
  vec2 uv = vec2(outTexCoord.x, 1. - outTexCoord.y);
  vec2 p = uv * uSize;
  vec3 c = uv.y < uHorizon ? sky(p, uv.y / uHorizon) : water(p, (uv.y - uHorizon) / (1. - uHorizon));
  gl_FragColor = vec4(c, 1.);
}`;
